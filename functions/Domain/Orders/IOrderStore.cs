using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Orders;

/// <summary>A store of orders by contact, with an index of sales by product.</summary>
public interface IOrderStore
{
    /// <summary>
    /// Stores orders; the same order again, or an older version of it, changes nothing. A crash in between is repaired by storing the same
    /// orders again.
    /// </summary>
    /// <returns>What each meant, in their order.</returns>
    Task<IReadOnlyList<UpsertResult>> SaveAsync(string tenantId, IReadOnlyList<OrderUpsert> facts, CancellationToken cancellationToken);

    /// <summary>Finds the order and its contact; null when the tenant has none with this id.</summary>
    Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken);

    /// <summary>Reads all orders of a contact: one point read.</summary>
    Task<OrderHistory> ReadHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken);

    /// <summary>Contacts that have orders with these, from behind a key on, in the order of <see cref="Contacts.ContactKey"/>.</summary>
    IAsyncEnumerable<(string ContactKey, OrderHistory History)> ReadHistoriesAsync(
        string tenantId,
        string? afterKey,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// A product's sales with <paramref name="from"/> ≤ time &lt; <paramref name="to"/>, in the order of <see cref="Contacts.ContactKey"/>.
    /// What is
    /// read grows with the product's sales in the months touched, with nothing else.
    /// </summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="product">The product's id.</param>
    /// <param name="from">The first instant that counts; null: from the first sale.</param>
    /// <param name="to">The first instant that does not; null: to the last sale.</param>
    /// <param name="afterKey">Contacts behind this key only; null: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Sale> ReadSalesAsync(
        string tenantId,
        string product,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Deletes an order and its index entries; its id may be another contact's afterwards. Repeating it completes what a crash left.
    /// </summary>
    /// <returns>False when there is none with this id.</returns>
    /// <exception cref="ConcurrencyConflictException">Others changed the orders of its contact again and again.</exception>
    Task<bool> DeleteAsync(string tenantId, string orderId, CancellationToken cancellationToken);

    /// <summary>Deletes a contact's orders and their index entries. Repeating it is harmless.</summary>
    Task DeleteHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
