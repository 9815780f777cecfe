using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tasks;

/// <summary>A reader of tasks, and of the views that the API answers with.</summary>
internal sealed class TaskReader(ITaskStore store, TaskSummaries summaries, IConversionStore conversions, ISettingsStore settings)
{
    /// <summary>Longer lists are not repeated in answers.</summary>
    private const int LongestShownList = 1000;

    public static Problem NotFound() => Problems.NotFound("The task");

    public async ValueTask<CampaignTask?> FindAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Ulids.IsValid(id) ? await store.FindAsync(caller.TenantId, id, cancellationToken) : null;

    /// <summary>
    /// Reads the view of a task, with its totals, what the caller may do, and its list if that is short, and sets the answer's ETag.
    /// </summary>
    public async Task<TaskView> ReadAsync(CampaignTask task, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.ETag = ETags.Of(task.ETag ?? "");
        var summary = await summaries.OfAsync(task, cancellationToken);
        var led = await conversions.TotalsAsync(task.TenantId, [task.Id], cancellationToken);
        var ruled = task.UnderApproval(await settings.NeedsApprovalAsync(task, cancellationToken));
        return TaskView.From(ruled, Actors.Of(context), summary, led[0], await ListAsync(task, cancellationToken));
    }

    private async Task<string?> ListAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Plan.Audience is not PastedList { Size: <= LongestShownList } list)
        {
            return null;
        }

        List<string> addresses = [];
        await foreach (var address in store.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken))
        {
            addresses.Add(address);
        }

        return string.Join('\n', addresses);
    }
}
