using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The source of buyers. It merges the sales of all products by contact, so each buyer comes once and none is held in memory.
/// </summary>
internal sealed class BuyersSource(IOrderStore orders, ContactCandidates candidates) : IAudienceSource
{
    public bool Reads(Audience audience) => audience is Buyers;

    public async IAsyncEnumerable<Candidate> ReadAsync(
        AudienceQuery query,
        string? position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var filter = (query.Audience as Buyers)?.Filter ?? throw new InvalidOperationException("Not a buyers audience.");
        var keys = KeysAsync(query.TenantId, filter.Products, filter.From, filter.To, position, filter.Matches, cancellationToken);
        await using var owners = new KeyCursor(
            KeysAsync(
                query.TenantId,
                filter.SkipOwnersOf,
                from: null,
                to: null,
                position,
                sale => sale.Status is OrderStatus.Successful,
                cancellationToken
            ),
            cancellationToken
        );
        await foreach (var candidate in candidates.OfKeysAsync(query, keys, owners, cancellationToken))
        {
            yield return candidate;
        }
    }

    private IAsyncEnumerable<string> KeysAsync(
        string tenantId,
        IReadOnlyList<string> products,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        Func<Sale, bool> matches,
        CancellationToken cancellationToken
    ) =>
        SortedStreams
            .MergeAsync(
                [.. products.Select(product => orders.ReadSalesAsync(tenantId, product, from, to, afterKey, cancellationToken))],
                sale => sale.ContactKey,
                cancellationToken
            )
            .KeysWhereAnyAsync(sale => sale.ContactKey, matches, cancellationToken);
}
