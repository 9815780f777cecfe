using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The data about one person that rules are evaluated on.</summary>
/// <param name="Contact">The contact; null when orders name a contact that is not stored.</param>
/// <param name="History">The orders.</param>
/// <param name="Lists">The lists named by the rule that the contact is in.</param>
public sealed record Person(Contact? Contact, OrderHistory History, IReadOnlySet<string> Lists);
