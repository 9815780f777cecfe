using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>A reader of automations, and of the views that the API answers with.</summary>
internal sealed class AutomationReader(IAutomationStore store, IJourneyStore journeys)
{
    public static Problem NotFound() => Problems.NotFound("The automation");

    public async ValueTask<Automation?> FindAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Ulids.IsValid(id) && await store.FindAsync(new AutomationKey(caller.TenantId, id), cancellationToken) is { Test: null } automation
            ? automation
            : null;

    /// <summary>The automation with its counts.</summary>
    public async Task<AutomationView> ReadAsync(Automation automation, CancellationToken cancellationToken)
    {
        var counts =
            automation.Status is AutomationStatus.Draft
                ? new JourneyCounts()
                : await journeys.CountAsync(automation.Key, cancellationToken);
        return AutomationView.From(automation, AutomationSummaryView.From(automation, counts));
    }

    /// <summary>The automation with its counts; the answer gets its ETag.</summary>
    public Task<AutomationView> ReadAsync(Automation automation, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.ETag = ETags.Of(automation.ETag ?? "");
        return ReadAsync(automation, cancellationToken);
    }

    /// <summary>Counts the journeys under way that an edit moves to the new version, and those that keep theirs.</summary>
    public async Task<AutomationChangeView> ChangeAsync(Automation before, Automation after, CancellationToken cancellationToken)
    {
        var counts = await journeys.CountAsync(after.Key, cancellationToken);
        var (old, @new) = (new AutomationFlow(before.Plan), new AutomationFlow(after.Plan));
        var moved =
            after.Plan.OnEdit is EditRule.Move
                ? old
                    .Nodes.Where(node => old.PlaceIn(@new, node.Index) is not null)
                    .Sum(node => counts.Standing.GetValueOrDefault(JourneyCounts.Place(before.Version, node.Index)))
                : 0;
        return new AutomationChangeView(moved, counts.In(JourneyStatus.Started) - moved);
    }
}
