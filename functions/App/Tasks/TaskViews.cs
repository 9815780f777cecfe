using CampaignTasks.App.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Tasks;

/// <summary>A task as callers read it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Campaign">A label that groups tasks.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ApprovalStatus">Where its approval stands.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="NextOccurrence">The occurrence it waits for or works on; null in a draft and at the end.</param>
/// <param name="PauseReason">Why it is paused: `user`, or what the account said.</param>
/// <param name="EndReason">Why it ended: `completed`, `stopped`, `canceled`, or the failing message and its reason.</param>
/// <param name="Summary">How many messages of all its runs stand where.</param>
/// <param name="Accounts">The accounts that send.</param>
/// <param name="Audience">Whom it reaches.</param>
/// <param name="Creative">What it says.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Pacing">How fast it sends.</param>
internal sealed record TaskView(
    string Id,
    string Name,
    string? Campaign,
    ChannelKind Channel,
    CampaignTaskStatus Status,
    ApprovalStatus ApprovalStatus,
    bool StopOnFailure,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? NextOccurrence,
    string? PauseReason,
    string? EndReason,
    SummaryView Summary,
    IReadOnlyList<string> Accounts,
    AudienceView Audience,
    CreativeView Creative,
    ScheduleView Schedule,
    PacingView Pacing)
{
    public static TaskView Of(CampaignTask task, SummaryView summary, string? list) => new(
        task.Id,
        task.Name,
        task.Campaign,
        task.Channel,
        task.Status,
        task.ApprovalStatus,
        task.StopOnFailure,
        task.CreatedAt,
        task.UpdatedAt,
        task.NextOccurrence,
        task.PauseReason,
        task.EndReason,
        summary,
        task.Accounts,
        AudienceView.Of(task.Audience, list),
        new CreativeView(
            task.Creative.Subject, task.Creative.Text, task.Creative.Html, task.Creative.TemplateId, task.Creative.TemplateVariables),
        new ScheduleView(task.Schedule.StartAt),
        PacingView.Of(task.Pacing));
}

/// <summary>Whom a task reaches.</summary>
/// <param name="ListSize">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
/// <param name="List">The addresses, one a line; only where one task is read, and only up to 1,000 of them.</param>
internal sealed record AudienceView(int ListSize, int Duplicates, string? List)
{
    public static AudienceView Of(Audience audience, string? list) => audience switch
    {
        PastedList pasted => new AudienceView(pasted.Size, pasted.Duplicates, list),
        _ => throw new InvalidOperationException($"No view of {audience.GetType().Name}."),
    };
}

/// <summary>What a task says.</summary>
internal sealed record CreativeView(
    string? Subject, string? Text, string? Html, string? TemplateId, IReadOnlyDictionary<string, string>? TemplateVariables);

/// <summary>When a task runs.</summary>
/// <param name="StartAt">The instant of its one occurrence; null: at once when started.</param>
internal sealed record ScheduleView(DateTimeOffset? StartAt);

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
