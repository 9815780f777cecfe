using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Conversions;

/// <summary>Attributes orders to the messages they followed. Telling the same orders again attributes them again, which changes nothing.</summary>
internal sealed class ConversionService(IOrderStore orders, ITouchStore touches, IConversionStore conversions, ISettingsStore settings)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Attributes orders that were just stored, or found stored. Sales from before the tenant's first message cost one look, however many.</summary>
    public async Task AttributeAsync(string tenantId, IReadOnlyList<OrderUpsert> told, CancellationToken cancellationToken)
    {
        if (told.Count is 0 || await touches.FirstAsync(tenantId, cancellationToken) is not { } first)
        {
            return;
        }

        OrderUpsert[] facts = [.. told.Where(fact => fact.Order.At >= first).DistinctBy(fact => (fact.ContactId, fact.Order.Id))];
        if (facts.Length is 0)
        {
            return;
        }

        var people = facts.Select(fact => fact.ContactId).Distinct(StringComparer.Ordinal).ToList();
        var sent = people.Zip(await touches.FindManyAsync(tenantId, people, cancellationToken)).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
        var known = await conversions.FindManyAsync(tenantId, [.. facts.Select(fact => fact.Order.Id)], cancellationToken);
        var affected = facts.Zip(known).Where(one => one.Second is not null || sent[one.First.ContactId].Touches.Count > 0).ToList();
        var histories = await HistoriesAsync(tenantId, [.. affected.Select(one => one.First.ContactId).Distinct(StringComparer.Ordinal)], cancellationToken);
        var window = (await settings.ReadAsync(tenantId, cancellationToken)).AttributionWindow;
        List<Conversion> changed = [];
        foreach (var (fact, before) in affected)
        {
            // What is stored counts, not what was told: it may have been late, or another contact's.
            if (histories[fact.ContactId].Find(fact.Order.Id) is { } order && Conversion.From(order, before, sent[fact.ContactId], window) is { } conversion)
            {
                changed.Add(conversion);
            }
        }

        await conversions.SaveAsync(tenantId, changed, cancellationToken);
    }

    private async Task<Dictionary<string, OrderHistory>> HistoriesAsync(string tenantId, List<string> people, CancellationToken cancellationToken)
    {
        var histories = new OrderHistory[people.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, people.Count, options, async (i, stop) => histories[i] = await orders.ReadHistoryAsync(tenantId, people[i], stop));
        return people.Zip(histories).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
    }
}
