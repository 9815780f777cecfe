using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Conversions;

/// <summary>The attribution of orders to the messages they followed. Attributing the same orders again changes nothing.</summary>
internal sealed class ConversionService(IOrderStore orders, ITouchStore touches, IConversionStore conversions, ISettingsStore settings)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Attributes stored orders. Orders from before the tenant's first message cost one read, however many they are.</summary>
    public async Task AttributeAsync(string tenantId, IReadOnlyList<OrderUpsert> upserts, CancellationToken cancellationToken)
    {
        if (upserts.Count is 0 || await touches.FirstAsync(tenantId, cancellationToken) is not { } first)
        {
            return;
        }

        OrderUpsert[] relevant =
        [
            .. upserts.Where(upsert => upsert.Order.At >= first).DistinctBy(upsert => (upsert.ContactId, upsert.Order.Id)),
        ];
        if (relevant.Length is 0)
        {
            return;
        }

        var people = relevant.Select(upsert => upsert.ContactId).Distinct(StringComparer.Ordinal).ToList();
        var sent = people
            .Zip(await touches.FindManyAsync(tenantId, people, cancellationToken))
            .ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
        var known = await conversions.FindManyAsync(tenantId, [.. relevant.Select(upsert => upsert.Order.Id)], cancellationToken);
        var affected = relevant.Zip(known).Where(one => one.Second is not null || sent[one.First.ContactId].Touches.Count > 0).ToList();
        var histories = await HistoriesAsync(
            tenantId,
            [.. affected.Select(one => one.First.ContactId).Distinct(StringComparer.Ordinal)],
            cancellationToken
        );
        var window = (await settings.ReadAsync(tenantId, cancellationToken)).AttributionWindow;
        List<Conversion> changed = [];
        foreach (var (upsert, before) in affected)
        {
            // The stored order counts, not the submitted one, which may have been outdated or another contact's.
            if (
                histories[upsert.ContactId].Find(upsert.Order.Id) is { } order
                && Conversion.From(order, before, sent[upsert.ContactId], window) is { } conversion
            )
            {
                changed.Add(conversion);
            }
        }

        await conversions.SaveAsync(tenantId, changed, cancellationToken);
    }

    /// <summary>Ends the counting of an order that is about to be deleted. Repeating it changes nothing.</summary>
    public async Task RevokeAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        var known = await conversions.FindManyAsync(tenantId, [orderId], cancellationToken);
        if (known[0] is { Counts: true } conversion)
        {
            await conversions.SaveAsync(
                tenantId,
                [conversion with { Version = conversion.Version + 1, Counts = false }],
                cancellationToken
            );
        }
    }

    private async Task<Dictionary<string, OrderHistory>> HistoriesAsync(
        string tenantId,
        List<string> people,
        CancellationToken cancellationToken
    )
    {
        var histories = new OrderHistory[people.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, people.Count, options, async (i, stop) =>
            histories[i] = await orders.ReadHistoryAsync(tenantId, people[i], stop)
        );
        return people.Zip(histories).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
    }
}
