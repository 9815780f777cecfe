using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>The source of pasted lists, each address with its contact.</summary>
internal sealed class PastedListSource(AddressCandidates candidates) : IAudienceSource
{
    public bool Reads(Audience audience) => audience is PastedList;

    public ValueTask<ListCounts?> CountAsync(string tenantId, Audience audience, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ListCounts?>(audience is PastedList list ? new ListCounts(list.Size, list.Duplicates) : null);

    public IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken)
    {
        var passed = AddressCandidates.Passed(position);
        return candidates.OfAsync(query, query.Pasted.Skip(passed), passed, cancellationToken);
    }
}
