using CampaignTasks.Application.Creatives;

namespace CampaignTasks.Application.Approvals;

/// <summary>A message of the task as one of its recipients would get it now.</summary>
/// <param name="Address">The recipient's address.</param>
/// <param name="ContactId">The recipient's contact; null for an address that leads to none.</param>
/// <param name="Rendered">The parts of the message, filled; null when it could not be sent.</param>
/// <param name="Problem">Why it could not be sent; null when it could.</param>
public sealed record SampleMessageView(string Address, string? ContactId, RenderedCreativeView? Rendered, string? Problem);
