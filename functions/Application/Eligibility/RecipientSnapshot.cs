using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The recipient of a message as the eligibility rules see them.</summary>
/// <param name="Planned">The address that was planned.</param>
/// <param name="Address">
/// The address to send to: the planned one, or the contact's where that is another by now; null when the contact has none any more.
/// </param>
/// <param name="ContactId">The contact it was planned for; null for an address that led to none.</param>
/// <param name="Contact">The contact as it is now; null when there is none.</param>
/// <param name="OfAddress">The consent recorded for the address itself; null when there is none.</param>
/// <param name="Suppression">The suppression of the address; null when there is none.</param>
/// <param name="History">The contact's orders; empty where no rule needs them.</param>
/// <param name="Touches">The messages the recipient was sent lately; empty where no rule needs them.</param>
internal sealed record RecipientSnapshot(
    string Planned,
    string? Address,
    string? ContactId,
    Contact? Contact,
    Consent? OfAddress,
    Suppression? Suppression,
    OrderHistory History,
    TouchHistory Touches
)
{
    /// <summary>True when the contact has another address than the planned one.</summary>
    public bool HasMoved { get; init; }
}
