using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Rest;

/// <summary>The proofs that a webhook call comes from the account's provider.</summary>
internal static class HookProof
{
    /// <summary>The longest body that is read.</summary>
    public const int LongestBody = 1024 * 1024;

    /// <summary>The secret of every account's webhook: a part of its address.</summary>
    public const string Secret = "webhookSecret";

    /// <summary>Checks the secret in the address, which only the account's admins and the provider know.</summary>
    public static bool HasCode(WebhookCall call, ResolvedAccount account) => IsSame(FormText.Query(call.Url, "code"), account[Secret]);

    /// <summary>Compares a secret with what was given in constant time; false when either is missing.</summary>
    public static bool IsSame(string? given, string? expected) =>
        given is { Length: > 0 } && expected is { Length: > 0 } && Secrets.Same(given, expected);
}
