using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Orders;

/// <summary>An order of a product, as the index tells it.</summary>
/// <param name="ContactKey">Whose it is: see <see cref="Contacts.ContactKey"/>.</param>
/// <param name="OrderId">The order.</param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Country">Its country; null when not told.</param>
/// <param name="Campaign">Its campaign; null when not told.</param>
public sealed record Sale(string ContactKey, string OrderId, DateTimeOffset At, OrderStatus Status, string? Country, string? Campaign);
