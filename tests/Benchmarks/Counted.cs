using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Core.Pipeline;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Benchmarks;

/// <summary>Counts the requests that reach storage.</summary>
internal sealed class RequestCount : HttpPipelinePolicy
{
    private long _requests;

    public long Requests => Interlocked.Read(ref _requests);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _requests);
        return ProcessNextAsync(message, pipeline);
    }
}

/// <summary>Orders that count the sales read of the index.</summary>
internal sealed class CountedOrders(IOrderStore store) : IOrderStore
{
    public long Sales { get; private set; }

    public async IAsyncEnumerable<Sale> ReadSalesAsync(
        string tenantId,
        string product,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var sale in store.ReadSalesAsync(tenantId, product, from, to, afterKey, cancellationToken))
        {
            Sales++;
            yield return sale;
        }
    }

    public Task<IReadOnlyList<UpsertResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<OrderUpsert> facts,
        CancellationToken cancellationToken
    ) => store.SaveAsync(tenantId, facts, cancellationToken);

    public Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, orderId, cancellationToken);

    public Task<OrderHistory> ReadHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        store.ReadHistoryAsync(tenantId, contactId, cancellationToken);

    public IAsyncEnumerable<(string ContactKey, OrderHistory History)> ReadHistoriesAsync(
        string tenantId,
        string? afterKey,
        CancellationToken cancellationToken
    ) => store.ReadHistoriesAsync(tenantId, afterKey, cancellationToken);

    public Task<bool> DeleteAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.DeleteAsync(tenantId, orderId, cancellationToken);

    public Task DeleteHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        store.DeleteHistoryAsync(tenantId, contactId, cancellationToken);
}

/// <summary>Contacts that count how many are read.</summary>
internal sealed class CountedContacts(IContactStore store) : DelegatingContactStore(store)
{
    public long Read { get; private set; }

    public override Task<IReadOnlyList<Contact?>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        Read += ids.Count;
        return base.FindManyAsync(tenantId, ids, cancellationToken);
    }
}
