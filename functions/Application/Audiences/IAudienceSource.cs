using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

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
