using System.Text.Json;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.SingleMessages;

/// <summary>One message to one recipient, as it was requested. Its state is in the ledger.</summary>
/// <param name="Request">
/// The id of the request: a ULID. The same request again is the same message.
/// </param>
/// <param name="Address">The address, as the channel's canonical form.</param>
/// <param name="ContactId">The contact it was requested for; null where only an address was given.</param>
/// <param name="Creative">The content, with the saved creative it was taken from.</param>
/// <param name="Data">The values of the request: a JSON object; null for none.</param>
public sealed record SingleMessage(string Request, string Address, string? ContactId, PlannedCreative Creative, JsonElement? Data = null);
