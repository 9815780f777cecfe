using CampaignTasks.Domain.Capabilities;

namespace CampaignTasks.Api.Channels;

/// <summary>The longest text of a message.</summary>
/// <param name="Most">The most units.</param>
/// <param name="Unit">What is counted.</param>
internal sealed record TextLimitView(int Most, LengthUnit Unit);
