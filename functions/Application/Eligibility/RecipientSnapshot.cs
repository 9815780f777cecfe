using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>What a gate sees of one message's recipient.</summary>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact it was planned for; null for an address that led to none.</param>
/// <param name="Contact">The contact as it is now; null when there is none.</param>
/// <param name="OfAddress">What was said about the address itself; null when nothing.</param>
/// <param name="History">The contact's orders; empty where no rule asks for them.</param>
/// <param name="Touches">What the recipient was sent of late; empty where no rule asks for it.</param>
internal sealed record RecipientSnapshot(string Address, string? ContactId, Contact? Contact, Consent? OfAddress, OrderHistory History, TouchHistory Touches);
