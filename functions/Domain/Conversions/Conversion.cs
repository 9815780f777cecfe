using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Domain.Conversions;

/// <summary>An order that followed a message. It names no person: it outlives the contact.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The version of the order it follows.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="TaskId">The task whose message came last before the order.</param>
/// <param name="SentAt">When that message left.</param>
/// <param name="Counts">Whether the order is successful; one that was refunded since no longer counts.</param>
/// <param name="Currency">The order's currency.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="CreativeId">The creative that the message showed, where the task has several; null otherwise.</param>
public sealed record Conversion(
    string OrderId,
    long Version,
    DateTimeOffset OrderedAt,
    string TaskId,
    DateTimeOffset SentAt,
    bool Counts,
    string Currency,
    decimal Amount,
    string? CreativeId = null
)
{
    /// <summary>
    /// Attributes an order to the last message within the window before it. An attribution stays, whatever happened to
    /// settings and messages since, unless the time of the order changes.
    /// </summary>
    /// <param name="order">The order, as stored.</param>
    /// <param name="before">The order's stored conversion; null when it has none.</param>
    /// <param name="touches">The messages its contact was sent.</param>
    /// <param name="window">The time after a message in which an order counts.</param>
    /// <returns>Null when there is nothing to store.</returns>
    public static Conversion? From(Order order, Conversion? before, TouchHistory touches, TimeSpan window)
    {
        var (taskId, sentAt, creativeId) =
            before?.OrderedAt == order.At ? (before.TaskId, before.SentAt, before.CreativeId)
            : touches.LastBefore(order.At, window) is { } touch ? (touch.TaskId, touch.At, touch.CreativeId)
            : (null, default, null);
        return (taskId, before) switch
        {
            (null, null) => null,
            (null, _) => before with { Version = order.Version, OrderedAt = order.At, Counts = false },
            (_, null) when !order.GivesOwnership => null,
            _ => new Conversion(
                order.Id,
                order.Version,
                order.At,
                taskId,
                sentAt,
                order.GivesOwnership,
                order.Currency,
                order.Total,
                creativeId
            ),
        };
    }
}
