using System.Text.Json;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Creatives;

/// <summary>A creative to be previewed.</summary>
/// <param name="Channel">The channel it is for.</param>
/// <param name="Creative">What to say.</param>
/// <param name="ContactId">The contact to fill it for; absent: somebody of whom only the sample is known.</param>
/// <param name="Sample">Values by the names of variables, instead of the contact's; null removes one.</param>
public sealed record CreativePreviewRequest(
    ChannelKind? Channel,
    CreativeRequest? Creative,
    string? ContactId,
    Dictionary<string, JsonElement>? Sample
);
