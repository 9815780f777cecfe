using CampaignTasks.Domain;

namespace CampaignTasks.Api.Audiences;

/// <summary>A change of a static list's members.</summary>
/// <param name="Add">Ids of contacts.</param>
/// <param name="Remove">Ids of contacts.</param>
/// <param name="Channel">The channel of `addresses`.</param>
/// <param name="Addresses">One address a line, of contacts to add; addresses without a contact are reported.</param>
internal sealed record MembersRequest(List<string?>? Add, List<string?>? Remove, ChannelKind? Channel, string? Addresses);
