using System.Text.Json;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Creatives;

/// <summary>A creative to be previewed.</summary>
/// <param name="Channel">The channel it is for; not needed with a creativeId.</param>
/// <param name="Creative">What to say: this, or creativeId.</param>
/// <param name="ContactId">The contact to fill it for; absent: somebody of whom only the sample is known.</param>
/// <param name="Sample">Values by the names of variables, instead of the contact's; null removes one.</param>
/// <param name="CreativeId">A saved creative.</param>
/// <param name="Language">The language to show, as a BCP 47 tag; absent: the contact's, else the tenant's.</param>
public sealed record CreativePreviewRequest(
    ChannelKind? Channel,
    CreativeRequest? Creative,
    string? ContactId,
    Dictionary<string, JsonElement>? Sample,
    string? CreativeId = null,
    string? Language = null
);
