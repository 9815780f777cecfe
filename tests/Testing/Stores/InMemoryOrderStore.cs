using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps orders in memory, by the same contract as the stored ones. Thread-safe; a reading is of the moment it began.</summary>
public sealed class InMemoryOrderStore : IOrderStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Company> _companies = [];

    /// <summary>Sales read so far.</summary>
    public long SalesRead { get; private set; }

    public Task<IReadOnlyList<UpsertResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<OrderUpsert> facts,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<UpsertResult>>([.. facts.Select(fact => Of(tenantId).Save(fact))]);
        }
    }

    public Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var company = Of(tenantId);
            return Task.FromResult(
                company.Owners.TryGetValue(orderId, out var contactId) && company.History(contactId).Find(orderId) is { } order
                    ? new OrderUpsert(contactId, order)
                    : null
            );
        }
    }

    public Task<OrderHistory> ReadHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenantId).History(contactId));
        }
    }

    public async IAsyncEnumerable<(string ContactKey, OrderHistory History)> ReadHistoriesAsync(
        string tenantId,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        List<(string ContactKey, OrderHistory History)> found;
        lock (_gate)
        {
            found =
            [
                .. Of(tenantId)
                    .Histories.Select(history => (ContactKey.Of(history.Key), history.Value))
                    .Where(history => afterKey is null || string.CompareOrdinal(history.Item1, afterKey) > 0)
                    .OrderBy(history => history.Item1, StringComparer.Ordinal),
            ];
        }

        foreach (var history in found)
        {
            yield return history;
        }
    }

    public async IAsyncEnumerable<Sale> ReadSalesAsync(
        string tenantId,
        string product,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        List<Sale> found;
        lock (_gate)
        {
            found = Of(tenantId).Sales.TryGetValue(product, out var sales)
                ?
                [
                    .. sales
                        .Values.Where(sale =>
                            (from is null || sale.At >= from)
                            && (to is null || sale.At < to)
                            && (afterKey is null || string.CompareOrdinal(sale.ContactKey, afterKey) > 0)
                        )
                        .OrderBy(sale => sale.ContactKey, StringComparer.Ordinal),
                ]
                : [];
            SalesRead += found.Count;
        }

        foreach (var sale in found)
        {
            yield return sale;
        }
    }

    public Task<bool> DeleteAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenantId).DeleteOrder(orderId));
        }
    }

    public Task DeleteHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Of(tenantId).Delete(contactId);
            return Task.CompletedTask;
        }
    }

    private Company Of(string tenantId) => _companies.TryGetValue(tenantId, out var company) ? company : _companies[tenantId] = new();

    private sealed class Company
    {
        public Dictionary<string, string> Owners { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, OrderHistory> Histories { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Dictionary<string, Sale>> Sales { get; } = new(StringComparer.Ordinal);

        public OrderHistory History(string contactId) => Histories.GetValueOrDefault(contactId, OrderHistory.Empty);

        public UpsertResult Save(OrderUpsert fact)
        {
            if (Owners.TryGetValue(fact.Order.Id, out var owner) && owner != fact.ContactId)
            {
                return UpsertResult.OtherContact;
            }

            var before = History(fact.ContactId);
            var (after, effect) = before.With(fact.Order);
            if (effect is UpsertResult.Stored)
            {
                Owners[fact.Order.Id] = fact.ContactId;
                Histories[fact.ContactId] = after;
                Remove(before.Find(fact.Order.Id));
                Add(fact.ContactId, after.Find(fact.Order.Id)!);
            }

            return effect;
        }

        public bool DeleteOrder(string orderId)
        {
            if (!Owners.Remove(orderId, out var contactId))
            {
                return false;
            }

            var history = History(contactId);
            Remove(history.Find(orderId));
            if (history.Orders.Count is 1)
            {
                Histories.Remove(contactId);
            }
            else
            {
                Histories[contactId] = history.Without(orderId);
            }

            return true;
        }

        public void Delete(string contactId)
        {
            foreach (var order in History(contactId).Orders)
            {
                Remove(order);
                Owners.Remove(order.Id);
            }

            Histories.Remove(contactId);
        }

        private void Remove(Order? order)
        {
            foreach (var item in order?.Items ?? [])
            {
                Sales[item.Product].Remove(order!.Id);
            }
        }

        private void Add(string contactId, Order order)
        {
            foreach (var item in order.Items)
            {
                if (!Sales.TryGetValue(item.Product, out var sales))
                {
                    Sales[item.Product] = sales = new(StringComparer.Ordinal);
                }

                sales[order.Id] = new Sale(ContactKey.Of(contactId), order.Id, order.At, order.Status, order.Country, order.Campaign);
            }
        }
    }
}
