using CampaignTasks.Domain;

namespace CampaignTasks.Api.Audiences;

/// <summary>Addresses that were uploaded as a file.</summary>
/// <param name="Channel">The channel of the addresses; only tasks on it can use them.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
internal sealed record AddressesView(ChannelKind Channel, int Size, int Duplicates);
