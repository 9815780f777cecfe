using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>A source that evaluates audiences of one kind.</summary>
internal interface IAudienceSource
{
    /// <summary>Returns true when the source evaluates this audience.</summary>
    bool Reads(Audience audience);

    /// <summary>Returns the counts of an audience that is a list of addresses; null when it selects contacts.</summary>
    ValueTask<ListCounts?> CountAsync(string tenantId, Audience audience, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ListCounts?>(null);

    /// <summary>
    /// Reads all candidates after a position, each once, in an order that is stable while contacts and orders change. An address may
    /// repeat.
    /// </summary>
    IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken);
}
