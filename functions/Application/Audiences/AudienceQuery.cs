using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Audiences;

/// <summary>What is asked of a source.</summary>
/// <param name="TenantId">Whose contacts.</param>
/// <param name="Channel">The channel to reach them on.</param>
/// <param name="Audience">Whom.</param>
/// <param name="Pasted">The addresses of a pasted list; empty for other audiences.</param>
internal sealed record AudienceQuery(string TenantId, ChannelKind Channel, Audience Audience, IAsyncEnumerable<string> Pasted)
{
    /// <summary>The audience of a task.</summary>
    public static AudienceQuery From(CampaignTask task, ITaskStore tasks, CancellationToken cancellationToken) => new(
        task.TenantId,
        task.Plan.Channel,
        task.Plan.Audience,
        task.Plan.Audience is PastedList list
            ? tasks.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken)
            : AsyncEnumerable.Empty<string>());
}
