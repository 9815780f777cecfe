using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Contacts;

/// <summary>A contact with what is known of its addresses.</summary>
/// <param name="Contact">The contact, with the consents that count.</param>
/// <param name="Suppressions">The suppressions of its addresses, by channel.</param>
internal sealed record ContactProfile(Contact Contact, IReadOnlyDictionary<ChannelKind, Suppression> Suppressions);
