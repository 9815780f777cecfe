using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Conversions;
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
    CreativeView Creative,
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

    public static TaskView From(CampaignTask task, SummaryView summary, ConversionTotals conversions, string? list) =>
        new(
            task.Id,
            task.Plan.Name,
            task.Plan.Campaign,
            task.Plan.Channel,
            task.Status,
            task.ApprovalStatus,
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
            new CreativeView(
                task.Plan.Creative.Subject,
                task.Plan.Creative.Text,
                task.Plan.Creative.Html,
                task.Plan.Creative.TemplateId,
                task.Plan.Creative.TemplateVariables
            ),
            ScheduleDefinition.From(task.Plan.Schedule),
            PacingView.From(task.Plan.Pacing),
            RolloutDefinition.From(task.Plan.Rollout),
            task.Plan.Site,
            task.Plan.App,
            StageView.From(task)
        );
}
