using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Sms;

/// <summary>Checks <c>X-Twilio-Signature</c>: HMAC-SHA1 over the address as Twilio called it and the sorted form.</summary>
internal static class TwilioSignature
{
    private const string Header = "X-Twilio-Signature";
    private const string BodyHash = "bodySHA256";

    /// <summary>Whether the call was signed with the token.</summary>
    public static bool IsGenuine(WebhookCall call, string token)
    {
        if (!call.Headers.TryGetValue(Header, out var given))
        {
            return false;
        }

        // A body that is no form is hashed into the address, which is then signed alone.
        var hash = FormText.Query(call.Url, BodyHash);
        if (hash is not null && !Secrets.Same(hash, Convert.ToHexStringLower(SHA256.HashData(call.Body.Span))))
        {
            return false;
        }

        var form = hash is null ? Sorted(FormText.Read(call.Body.Span)) : "";
        var address = call.Url.OriginalString;
        // Both are always tried: Twilio signs some addresses with their default port and some without.
        return Secrets.Same(given, Sign(token, WithPort(address, present: false) + form))
            | Secrets.Same(given, Sign(token, WithPort(address, present: true) + form));
    }

    // Repeated names count once per distinct value, in order of name and value.
    private static string Sorted(List<(string Name, string Value)> form)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in form.Distinct().OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

        return text.ToString();
    }

    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with HMAC-SHA1; there is no other scheme.")]
    private static string Sign(string token, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));

    private static string WithPort(string address, bool present)
    {
        var fragment = address.IndexOf('#', StringComparison.Ordinal);
        address = fragment < 0 ? address : address[..fragment];
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = start < 3 ? -1 : address.AsSpan(start).IndexOfAny('/', '?');
        if (start < 3)
        {
            return address;
        }

        end = end < 0 ? address.Length : start + end;
        var authority = address[start..end];
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        if (hasPort == present)
        {
            return address;
        }

        var changed = hasPort ? authority[..colon] : authority + (address.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? ":80" : ":443");
        return address[..start] + changed + address[end..];
    }
}
