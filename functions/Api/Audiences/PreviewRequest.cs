using CampaignTasks.Domain;

namespace CampaignTasks.Api.Audiences;

/// <summary>An audience to be previewed.</summary>
/// <param name="Channel">The channel to reach people on.</param>
/// <param name="Audience">The audience.</param>
internal sealed record PreviewRequest(ChannelKind? Channel, AudienceRequest? Audience);
