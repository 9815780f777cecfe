namespace CampaignTasks.Domain.Rollouts;

/// <summary>The results of a stage so far.</summary>
/// <param name="Recipients">The number of recipients, those included whose message has not left.</param>
/// <param name="Failed">Messages that ended failed.</param>
/// <param name="Bounced">Those of them that the provider had accepted.</param>
/// <param name="Unsubscribed">Recipients who unsubscribed.</param>
public sealed record StageFigures(int Recipients, int Failed, int Bounced, int Unsubscribed);
