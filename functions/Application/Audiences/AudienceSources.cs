using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Audiences;

/// <summary>The sources of all kinds of audiences.</summary>
internal sealed class AudienceSources(IEnumerable<IAudienceSource> sources)
{
    /// <inheritdoc cref="IAudienceSource.ReadAsync"/>
    public IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken) =>
        Of(query.Audience).ReadAsync(query, position, cancellationToken);

    /// <inheritdoc cref="IAudienceSource.CountAsync"/>
    public ValueTask<ListCounts?> CountAsync(string tenantId, Audience audience, CancellationToken cancellationToken) =>
        Of(audience).CountAsync(tenantId, audience, cancellationToken);

    /// <summary>Returns the waterfall an evaluation begins with: it counts the duplicates removed when the list was stored.</summary>
    public async ValueTask<Waterfall> StartAsync(AudienceQuery query, CancellationToken cancellationToken) =>
        Waterfall.Folded((await CountAsync(query.TenantId, query.Audience, cancellationToken))?.Duplicates ?? 0);

    /// <summary>Reads the recipients who would get a message now, each contact and each address once.</summary>
    public async IAsyncEnumerable<Recipient> RecipientsAsync(
        AudienceQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new RecipientSet(query.Channel);
        await foreach (var candidate in ReadAsync(query, position: null, cancellationToken))
        {
            if (candidate.Recipient is { } recipient && seen.TryAdd(recipient))
            {
                yield return recipient;
            }
        }
    }

    private IAudienceSource Of(Audience audience) =>
        sources.FirstOrDefault(source => source.Reads(audience))
        ?? throw new InvalidOperationException($"Nothing reads an audience of the kind {audience.GetType().Name}.");
}
