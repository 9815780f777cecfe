using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Audiences;

/// <summary>An audience to be previewed.</summary>
/// <param name="Channel">The channel to reach people on.</param>
/// <param name="Audience">Whom.</param>
public sealed record PreviewRequest(ChannelKind? Channel, AudienceRequest? Audience);
