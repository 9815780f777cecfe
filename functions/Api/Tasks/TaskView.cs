using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Conversions;
using CampaignTasks.Api.Creatives;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Rollouts;
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
/// <param name="Actions">What this key may do with it now.</param>
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
/// <param name="Creative">What it says; null where it has several creatives, and in lists unless `fields` names it.</param>
/// <param name="CreativeId">The saved creative that it sends; null where it has content of its own, or several creatives.</param>
/// <param name="CreativeVersion">The version of that creative.</param>
/// <param name="Creatives">
/// The creatives among which the recipients are distributed; null where there is one, and in lists unless `fields` names them.
/// </param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Pacing">How fast it sends, beside the pacing of its accounts.</param>
/// <param name="Rollout">The stages in which the recipients are reached; null: all at once.</param>
/// <param name="Site">The id of its target site; null for none.</param>
/// <param name="App">The id of the site's app; null for none.</param>
/// <param name="Stage">Where the roll-out of the run under way stands; null without one.</param>
internal sealed record TaskView(
    string Id,
    string Name,
    string? Campaign,
    ChannelKind Channel,
    CampaignTaskStatus Status,
    ApprovalStatus ApprovalStatus,
    IReadOnlyList<string> Actions,
    bool StopOnFailure,
    OverlapRule Overlap,
    CappedRule WhenCapped,
    int PlanVersion,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? NextOccurrence,
    TaskHealthView Health,
    string? PauseReason,
    string? EndReason,
    SummaryView Summary,
    ConversionsView Conversions,
    IReadOnlyList<string> Accounts,
    AudienceView Audience,
    CreativeView? Creative,
    string? CreativeId,
    int? CreativeVersion,
    IReadOnlyList<TaskCreativeView>? Creatives,
    ScheduleDefinition Schedule,
    PacingView Pacing,
    RolloutDefinition? Rollout,
    string? Site,
    string? App,
    StageView? Stage
)
{
    /// <summary>The effect of an edit on messages; only in the answer to an edit that makes a new plan.</summary>
    public PlanChange? Change { get; init; }

    /// <summary>The last submission for approval; null when there was none, or an edit came after it.</summary>
    public SubmissionView? Submission { get; init; }

    /// <summary>Returns the view of a list: of the creatives only what is asked for.</summary>
    public TaskView With(IReadOnlyCollection<TaskListField> fields) =>
        this with
        {
            Creative = fields.Contains(TaskListField.Creative) ? Creative : null,
            Creatives = fields.Contains(TaskListField.Creatives) ? Creatives : null,
        };

    public static TaskView From(CampaignTask task, TaskActor caller, SummaryView summary, ConversionTotals conversions, string? list) =>
        new(
            task.Id,
            task.Plan.Name,
            task.Plan.Campaign,
            task.Plan.Channel,
            task.Status,
            task.ApprovalStatus,
            [.. task.MovesFor(caller).Select(TaskLifecycle.Name)],
            task.Plan.StopOnFailure,
            task.Plan.Overlap,
            task.Plan.WhenCapped,
            task.PlanVersion,
            task.CreatedAt,
            task.UpdatedAt,
            task.NextOccurrence,
            TaskHealthView.From(task),
            task.PauseReason,
            task.EndReason,
            summary,
            ConversionsView.From(conversions),
            task.Plan.Accounts,
            AudienceView.From(task.Plan.Audience, list),
            task.Plan.Creatives is [var only] ? CreativeView.From(only.Content) : null,
            task.Plan.Creatives is [{ Source: { } source }] ? source.Id : null,
            task.Plan.Creatives is [{ Source: { } version }] ? version.Number : null,
            task.Plan.Creatives.Count > 1 ? TaskCreativeView.From(task.Plan.Creatives) : null,
            ScheduleDefinition.From(task.Plan.Schedule),
            PacingView.From(task.Plan.Pacing),
            RolloutDefinition.From(task.Plan.Rollout),
            task.Plan.Site,
            task.Plan.App,
            StageView.From(task)
        )
        {
            Submission = task.Submission is { } submission ? SubmissionView.From(submission) : null,
        };
}
