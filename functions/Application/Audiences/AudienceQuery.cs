using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Audiences;

/// <summary>A query to a source of audiences.</summary>
/// <param name="TenantId">The tenant of the contacts.</param>
/// <param name="Channel">The channel to reach them on.</param>
/// <param name="Audience">The audience to evaluate.</param>
/// <param name="Pasted">The addresses of a pasted list; empty for other audiences.</param>
internal sealed record AudienceQuery(string TenantId, ChannelKind Channel, Audience Audience, IAsyncEnumerable<string> Pasted)
{
    /// <summary>Gets what may be wrong with a segment; null where nobody asks.</summary>
    public SegmentHints? Hints { get; init; }

    /// <summary>Creates the query for a task's audience.</summary>
    public static AudienceQuery From(CampaignTask task, ITaskStore tasks, CancellationToken cancellationToken) =>
        new(
            task.TenantId,
            task.Plan.Channel,
            task.Plan.Audience,
            task.Plan.Audience is PastedList list
                ? tasks.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken)
                : AsyncEnumerable.Empty<string>()
        );
}
