using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Channels.Acs;

/// <summary>An account of Azure Communication Services with its key decoded and its address built.</summary>
internal sealed record AcsAccount(Uri SendAddress, string Host, AcsSignature Signature, JsonEncodedText SenderAddress)
{
    /// <summary>The sender, or the name of the setting that is missing or bad.</summary>
    public static (AcsAccount? Sender, string? BadSetting) Of(ResolvedAccount account)
    {
        if (!ProviderAddress.TryParse(account["endpoint"], out var endpoint, out _))
        {
            return (null, "endpoint");
        }

        if (Decode(account["accessKey"]) is not { } key)
        {
            return (null, "accessKey");
        }

        return account["senderAddress"] is { Length: > 0 } from
            ? (
                new AcsAccount(
                    new Uri(endpoint, AcsEmail.SendPath),
                    ProviderAddress.HostHeader(endpoint),
                    new AcsSignature(key),
                    JsonEncodedText.Encode(from, AcsEmail.Escaping)
                ),
                null
            )
            : (null, "senderAddress");
    }

    /// <summary>Decodes an access key; null when it is missing, empty or not base64.</summary>
    public static byte[]? Decode(string? accessKey)
    {
        if (accessKey is not { Length: > 0 and <= 4096 })
        {
            return null;
        }

        var bytes = new byte[accessKey.Length];
        return Convert.TryFromBase64String(accessKey, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
