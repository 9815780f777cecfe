using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>All that rules look at.</summary>
/// <param name="Contact">The contact; null when orders name somebody who is not stored.</param>
/// <param name="History">The orders.</param>
/// <param name="Lists">Those lists of the rule that the contact is in.</param>
public sealed record Person(Contact? Contact, OrderHistory History, IReadOnlySet<string> Lists);
