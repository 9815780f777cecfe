using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CampaignTasks.Api.Forecasts;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Reviews;

/// <summary>A reader of what a reviewer has to see.</summary>
internal sealed class ReviewReader(
    ITaskStore tasks,
    ISettingsStore settings,
    PlanHashes hashes,
    ForecastService forecasts,
    AudiencePreview audiences,
    SampleMessages samples,
    JsonSerializerContext json
)
{
    private const int Occurrences = 10;

    public async Task<ReviewView> ReadAsync(CampaignTask stored, TaskActor caller, CancellationToken cancellationToken)
    {
        var task = stored.UnderApproval(await settings.NeedsApprovalAsync(stored, cancellationToken));
        var preview = await audiences.CountAsync(AudienceQuery.From(task, tasks, cancellationToken), cancellationToken);
        return new ReviewView(
            await hashes.OfAsync(task, cancellationToken),
            task.ApprovalStatus,
            task.Submission is { } submission ? SubmissionView.From(submission) : null,
            ForecastView.From(await forecasts.OfAsync(task, Occurrences, cancellationToken)),
            preview.Waterfall,
            preview.Complete,
            await samples.RenderAsync(task, preview.Recipients.Take(SampleMessages.Count), cancellationToken),
            task.LastApproved is { } approved ? Diff(task, approved, caller) : null
        );
    }

    private ReviewDiffView Diff(CampaignTask task, ApprovedPlan approved, TaskActor caller)
    {
        var (before, after) = (Shown(task with { Plan = approved.Plan }, caller), Shown(task, caller));
        return new ReviewDiffView(
            approved.Hash,
            approved.At,
            [
                .. approved
                    .Plan.ChangedParts(task.Plan)
                    .Select(part => new PlanDifferenceView(part, before[part]?.DeepClone(), after[part]?.DeepClone())),
            ]
        );
    }

    // Every part of a plan is a field of the task as callers read it.
    private JsonObject Shown(CampaignTask task, TaskActor caller)
    {
        var view = TaskView.From(task, caller, SummaryView.From(runs: 0, counts: default), ConversionTotals.None, list: null);
        return JsonSerializer.SerializeToNode(view, json.GetTypeInfo(typeof(TaskView))!)!.AsObject();
    }
}
