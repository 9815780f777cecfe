using CampaignTasks.Api.Runs;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Explanations;

/// <summary>Why somebody got a task's message, gets it, or does not.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Task">The task.</param>
/// <param name="Answer">All of it in one sentence.</param>
/// <param name="Audience">How the contact stands to the task's audience right now.</param>
/// <param name="Gates">What each point of the last gate would say right now, in the order in which they count.</param>
/// <param name="Messages">The contact's messages, and those to the same address, newest run first.</param>
/// <param name="Complete">Whether every run was searched to its end.</param>
internal sealed record WhyView(
    string Contact, string Task, string Answer, AudienceWhy Audience, IReadOnlyList<GateWhy> Gates, IReadOnlyList<MessageWhy> Messages, bool Complete);

/// <summary>How a contact stands to an audience right now.</summary>
/// <param name="Kind">`list`, `buyers`, `segment`, `members` of a saved static list, or `addresses` that were uploaded.</param>
/// <param name="AudienceId">The saved audience; null when the task has its own.</param>
/// <param name="Matches">Whether the contact is in it.</param>
/// <param name="Conditions">What each condition came to, with what was found.</param>
internal sealed record AudienceWhy(string Kind, string? AudienceId, bool Matches, IReadOnlyList<ConditionWhy> Conditions)
{
    public static AudienceWhy Of(CampaignTask task, AudienceMatch match) => new(
        match.Kind, (task.Audience as SavedAudience)?.AudienceId, match.Matches,
        [.. match.Findings.Select(finding => new ConditionWhy(finding.Condition, finding.Holds, finding.Found))]);
}

/// <summary>What a condition came to.</summary>
/// <param name="Condition">Its place, as in `all[1].bought`. Under a `not` it is the condition itself that holds or does not.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">What was found.</param>
internal sealed record ConditionWhy(string Condition, bool Holds, string Found);

/// <summary>What the last gate says on one point.</summary>
/// <param name="Gate">`contact`, `address`, `consent`, `ownership` or `frequency`.</param>
/// <param name="Passes">Whether it lets a message go.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Until">When it will let one go; null when it does, or never will.</param>
internal sealed record GateWhy(string Gate, bool Passes, string Reason, DateTimeOffset? Until)
{
    public static GateWhy Of(GateCheck check) => new(check.Gate, check.Passes, check.Reason, check.Until);
}

/// <summary>Where a message stands.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Occurrence">The planned instant the run carries out.</param>
/// <param name="RunStatus">Where the run stands.</param>
/// <param name="Id">Its id.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">Whom it was planned for; another contact may have the same address.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it is not sent.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record MessageWhy(
    string Run, DateTimeOffset Occurrence, RunStatus RunStatus, string Id, string Address, string? ContactId, MessageState Status, string? Reason, int Attempts, string? Account,
    DateTimeOffset UpdatedAt)
{
    public static MessageWhy Of(FoundMessage found) => new(
        found.Run.Id.ToString(), found.Run.Occurrence, found.Run.Status, found.Id.ToString(), found.Message.Address, found.Message.ContactId, found.Message.State, found.Message.Reason,
        found.Message.Attempts, found.Message.Account, found.Message.UpdatedAt);
}
