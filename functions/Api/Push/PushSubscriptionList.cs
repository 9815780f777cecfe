namespace CampaignTasks.Api.Push;

/// <summary>A contact's subscriptions, the one seen last first.</summary>
internal sealed record PushSubscriptionList(IReadOnlyList<PushSubscriptionView> Items);
