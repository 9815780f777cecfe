using System.Text.Json;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>One message to one recipient.</summary>
/// <param name="Channel">The channel; not needed with a creativeId.</param>
/// <param name="To">The address: this, or contactId.</param>
/// <param name="ContactId">The contact, who gets it at the address of the channel.</param>
/// <param name="Creative">What to say: this, or creativeId.</param>
/// <param name="CreativeId">A saved creative, of which the newest version is sent.</param>
/// <param name="Data">Values for the texts, which read them as <c>data.name</c>: at most 64 KiB.</param>
/// <param name="Purpose">What it is for; absent: marketing.</param>
/// <param name="SendAt">When to send it, at most 30 days ahead; absent: at once.</param>
/// <param name="Account">The account that sends; absent: the channel's default.</param>
public sealed record SingleMessageRequest(
    ChannelKind? Channel,
    string? To,
    string? ContactId,
    CreativeRequest? Creative,
    string? CreativeId,
    Dictionary<string, JsonElement>? Data,
    MessagePurpose? Purpose,
    DateTimeOffset? SendAt,
    string? Account
);
