namespace CampaignTasks.Domain.Orders;

/// <summary>All orders of one contact, oldest first. Immutable.</summary>
public sealed class OrderHistory
{
    public static readonly OrderHistory Empty = new([]);

    private readonly Order[] _orders;

    public OrderHistory(IEnumerable<Order> orders) =>
        _orders = [.. orders.OrderBy(order => order.At).ThenBy(order => order.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Order> Orders => _orders;

    public Order? Find(string orderId) => Array.Find(_orders, order => order.Id == orderId);

    /// <summary>Finds the newest order that makes the contact own a product, successful and not refunded; null when none does.</summary>
    public Order? OwningOrder(string product) =>
        Array.FindLast(_orders, order => order.GivesOwnership && order.Items.Any(item => item.Product == product));

    /// <summary>Returns the history without an order.</summary>
    public OrderHistory Without(string orderId) => new(_orders.Where(order => order.Id != orderId));

    /// <summary>The history with another telling of an order.</summary>
    /// <param name="submitted">The order; version 0 is the one after the stored, if it says something new.</param>
    /// <returns>The history, and what the telling meant.</returns>
    public (OrderHistory History, UpsertResult Effect) With(Order submitted)
    {
        var stored = Find(submitted.Id);
        if (stored is null)
        {
            return (new([.. _orders, submitted with { Version = Math.Max(1, submitted.Version) }]), UpsertResult.Stored);
        }

        if (submitted.Version is 0)
        {
            submitted = submitted with { Version = stored.SaysTheSameAs(submitted) ? stored.Version : stored.Version + 1 };
        }

        return submitted.Version == stored.Version ? (this, UpsertResult.Repeated)
            : submitted.Version < stored.Version ? (this, UpsertResult.Late)
            : (new([.. _orders.Where(order => order.Id != submitted.Id), submitted]), UpsertResult.Stored);
    }
}
