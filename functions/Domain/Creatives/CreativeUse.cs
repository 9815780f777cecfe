namespace CampaignTasks.Domain.Creatives;

/// <summary>The use of a creative: what its recipients are sure to have beside an address.</summary>
/// <param name="HasCampaign">Whether it is sent for a campaign.</param>
/// <param name="HasUnsubscribeLink">Whether e-mails carry an unsubscribe link: the deployment has a public address.</param>
public sealed record CreativeUse(bool HasCampaign, bool HasUnsubscribeLink);
