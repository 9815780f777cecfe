using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Conversions;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>A task as callers read it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Campaign">A label that groups tasks.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ApprovalStatus">Where its approval stands.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">What becomes of an occurrence that comes due while the run before is still going.</param>
/// <param name="WhenCapped">What becomes of a message to somebody who has had as many as the settings let one person have.</param>
/// <param name="PlanVersion">Counts the plans it had: every change of more than its labels is a new one.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="NextOccurrence">The occurrence it waits for or works on; null in a draft and at the end.</param>
/// <param name="Health">Whether it goes as it should.</param>
/// <param name="PauseReason">Why it is paused: `user`, or what the account said.</param>
/// <param name="EndReason">Why it ended: `completed`, `stopped`, `canceled`, or the failing message and its reason.</param>
/// <param name="Summary">How many messages of all its runs stand where.</param>
/// <param name="Conversions">What its messages led to.</param>
/// <param name="Accounts">The accounts that send.</param>
/// <param name="Audience">Whom it reaches.</param>
/// <param name="Creative">What it says.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Pacing">How fast it sends, beside the pacing of its accounts.</param>
internal sealed record TaskView(
    string Id,
    string Name,
    string? Campaign,
    ChannelKind Channel,
    CampaignTaskStatus Status,
    ApprovalStatus ApprovalStatus,
    bool StopOnFailure,
    OverlapRule Overlap,
    CappedRule WhenCapped,
    int PlanVersion,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? NextOccurrence,
    HealthOfTask Health,
    string? PauseReason,
    string? EndReason,
    SummaryView Summary,
    ConversionsView Conversions,
    IReadOnlyList<string> Accounts,
    AudienceView Audience,
    CreativeView Creative,
    ScheduleDefinition Schedule,
    PacingView Pacing)
{
    /// <summary>What an edit means for messages; only in the answer to one that makes a new plan.</summary>
    public PlanChange? Change { get; init; }

    public static TaskView Of(CampaignTask task, SummaryView summary, ConversionTotals conversions, string? list) => new(
        task.Id,
        task.Name,
        task.Campaign,
        task.Channel,
        task.Status,
        task.ApprovalStatus,
        task.StopOnFailure,
        task.Overlap,
        task.WhenCapped,
        task.PlanVersion,
        task.CreatedAt,
        task.UpdatedAt,
        task.NextOccurrence,
        HealthOfTask.Of(task),
        task.PauseReason,
        task.EndReason,
        summary,
        ConversionsView.Of(conversions),
        task.Accounts,
        AudienceView.Of(task.Audience, list),
        new CreativeView(
            task.Creative.Subject, task.Creative.Text, task.Creative.Html, task.Creative.TemplateId, task.Creative.TemplateVariables),
        ScheduleDefinition.Of(task.Schedule),
        PacingView.Of(task.Pacing));
}

/// <summary>Whether a task goes as it should.</summary>
/// <param name="Status">`ok` or `alarm`.</param>
/// <param name="Code">What is wrong: `lateStart`, `notMoving`, `orchestrationMissing` or `orchestrationFailed`; null when nothing is.</param>
/// <param name="Reason">What stands in the way.</param>
/// <param name="Since">When it was first found.</param>
internal sealed record HealthOfTask(string Status, string? Code, string? Reason, DateTimeOffset? Since)
{
    public static HealthOfTask Of(CampaignTask task) => task.Alarm is { } alarm
        ? new HealthOfTask("alarm", alarm.Code, alarm.Reason, alarm.Since)
        : new HealthOfTask("ok", null, null, null);
}

/// <summary>Whom a task reaches.</summary>
/// <param name="ListSize">Of a pasted list: distinct addresses.</param>
/// <param name="Duplicates">Of a pasted list: lines that repeated an earlier address.</param>
/// <param name="List">The addresses of a pasted list, one a line; only where one task is read, and only up to 1,000 of them.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
/// <param name="AudienceId">A saved audience.</param>
/// <param name="Segment">Contacts for whom a rule holds.</param>
internal sealed record AudienceView(int? ListSize, int? Duplicates, string? List, BuyersView? Buyers, string? AudienceId, SegmentRule? Segment)
{
    public static AudienceView Of(Audience audience, string? list) => audience switch
    {
        PastedList pasted => new AudienceView(pasted.Size, pasted.Duplicates, list, null, null, null),
        Buyers buyers => new AudienceView(null, null, null, BuyersView.Of(buyers.Filter), null, null),
        SavedAudience saved => new AudienceView(null, null, null, null, saved.AudienceId, null),
        Segment segment => new AudienceView(null, null, null, null, null, segment.Rule),
        _ => throw new InvalidOperationException($"No view of {audience.GetType().Name}."),
    };
}

/// <summary>What a task says.</summary>
internal sealed record CreativeView(
    string? Subject, string? Text, string? Html, string? TemplateId, IReadOnlyDictionary<string, string>? TemplateVariables);

/// <summary>How many messages of all runs stand where. `sent` counts what the provider accepted, delivered and read ones included.</summary>
internal sealed record SummaryView(
    int Runs, int Total, int Pending, int Sending, int Sent, int Delivered, int Read, int Failed, int Skipped, int Canceled, int Unknown)
{
    public static SummaryView Of(int runs, MessageCounts counts) => new(
        runs, counts.Total, counts.Pending, counts.Sending, counts.Accepted, counts.Delivered, counts.Read, counts.Failed, counts.Skipped,
        counts.Canceled, counts.Unknown);
}

/// <summary>A page of tasks.</summary>
internal sealed record TaskList(IReadOnlyList<TaskView> Items, string? Next);
