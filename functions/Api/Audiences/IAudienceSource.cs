using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Audiences;

/// <summary>What is asked of a source.</summary>
/// <param name="TenantId">Whose contacts.</param>
/// <param name="Channel">The channel to reach them on.</param>
/// <param name="Audience">Whom.</param>
/// <param name="Pasted">The addresses of a pasted list; empty for other audiences.</param>
internal sealed record AudienceQuery(string TenantId, ChannelKind Channel, Audience Audience, IAsyncEnumerable<string> Pasted)
{
    /// <summary>The audience of a task.</summary>
    public static AudienceQuery Of(CampaignTask task, ITaskStore tasks, CancellationToken cancellationToken) => new(
        task.TenantId,
        task.Channel,
        task.Audience,
        task.Audience is PastedList list ? tasks.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken) : AsyncEnumerable.Empty<string>());
}

/// <summary>Somebody an audience names, and what becomes of them.</summary>
/// <param name="Recipient">The message to be planned; null when there is none.</param>
/// <param name="Loss">Why there is none; <see cref="Loss.None"/> when there is one.</param>
/// <param name="Position">Where the source stands behind them.</param>
internal readonly record struct Candidate(Recipient? Recipient, Loss Loss, string Position)
{
    public static Candidate Of(Recipient recipient, string position) => new(recipient, Loss.None, position);
}

/// <summary>What is known of a list of addresses without reading it.</summary>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated one: they were folded when the list was pasted or uploaded.</param>
internal sealed record ListCounts(int Size, int Duplicates);

/// <summary>Evaluates audiences of one kind.</summary>
internal interface IAudienceSource
{
    /// <summary>Whether it evaluates this audience.</summary>
    bool Reads(Audience audience);

    /// <summary>What is known of the audience when it is a list of addresses; null when it selects contacts.</summary>
    ValueTask<ListCounts?> CountAsync(string tenantId, Audience audience, CancellationToken cancellationToken) => ValueTask.FromResult<ListCounts?>(null);

    /// <summary>Everybody from a position on, each once, in an order that holds while contacts and orders change. The same address may come again.</summary>
    IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken);
}
