namespace CampaignTasks.Application.Push;

/// <summary>The keys of a browser's subscription.</summary>
/// <param name="P256dh">The public key, in base64url.</param>
/// <param name="Auth">The secret, in base64url.</param>
public sealed record PushSubscriptionKeys(string? P256dh, string? Auth);
