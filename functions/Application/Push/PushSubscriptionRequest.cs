namespace CampaignTasks.Application.Push;

/// <summary>A browser's subscription, as its <c>toJSON()</c> gives it.</summary>
/// <param name="Endpoint">The address at the browser's push service.</param>
/// <param name="Keys">The keys that messages are encrypted with.</param>
/// <param name="ExpirationTime">
/// When the browser expects the subscription to end, in milliseconds since 1970; a push service says it for certain, so that it is not
/// stored.
/// </param>
public sealed record PushSubscriptionRequest(string? Endpoint, PushSubscriptionKeys? Keys, double? ExpirationTime = null);
