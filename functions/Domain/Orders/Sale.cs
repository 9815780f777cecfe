using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Orders;

/// <summary>An order of a product, as the index of sales holds it.</summary>
/// <param name="ContactKey">The contact: see <see cref="Contacts.ContactKey"/>.</param>
/// <param name="OrderId">The order.</param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">The order's status.</param>
/// <param name="Country">Its country; null when not given.</param>
/// <param name="Campaign">Its campaign; null when not given.</param>
public sealed record Sale(string ContactKey, string OrderId, DateTimeOffset At, OrderStatus Status, string? Country, string? Campaign);
