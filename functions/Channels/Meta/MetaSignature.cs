using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>The proofs of Meta's webhook calls: the verify token of the handshake, and the signature of everything else.</summary>
internal static class MetaSignature
{
    private const string Header = "X-Hub-Signature-256";
    private const string Scheme = "sha256=";
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Answers the handshake, or reads a signed call.</summary>
    public static WebhookResult Check(WebhookCall call, ResolvedAccount account, Func<WebhookResult> read) =>
        call.Method is "GET" ? Greet(call, account)
        : IsGenuine(call, account["appSecret"]) ? read()
        : new WebhookResult.Unverified($"{Header} does not match this body and the account's appSecret.");

    private static WebhookResult Greet(WebhookCall call, ResolvedAccount account) =>
        Http.FormText.Query(call.Url, "hub.mode") is "subscribe"
        && HookProof.IsSame(Http.FormText.Query(call.Url, "hub.verify_token"), account[HookProof.Secret])
            ? Http.FormText.Query(call.Url, "hub.challenge") is { Length: > 0 and <= 200 } challenge
            && challenge.All(char.IsAsciiLetterOrDigit)
                ? new WebhookResult.Reply("text/plain", challenge, NoHeaders)
                : new WebhookResult.Unreadable("hub.challenge is missing.")
            : new WebhookResult.Unverified("hub.verify_token is not the account's webhookSecret.");

    // Meta signs the bytes that it sends; a call without a signature is refused, whatever Meta's own sample does.
    private static bool IsGenuine(WebhookCall call, string? appSecret)
    {
        if (
            appSecret is not { Length: > 0 }
            || call.Body.Length > HookProof.LongestBody
            || !call.Headers.TryGetValue(Header, out var given)
            || !given.StartsWith(Scheme, StringComparison.Ordinal)
        )
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), call.Body.Span, hash);
        return HookProof.IsSame(given[Scheme.Length..], Convert.ToHexStringLower(hash));
    }
}
