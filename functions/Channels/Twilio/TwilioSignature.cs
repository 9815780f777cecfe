using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;
using Twilio.Security;

namespace CampaignTasks.Channels.Twilio;

/// <summary>The check of <c>X-Twilio-Signature</c> with the SDK's <see cref="RequestValidator"/>.</summary>
internal static class TwilioSignature
{
    private const string Header = "X-Twilio-Signature";
    private const string BodyHash = "bodySHA256";

    /// <summary>Checks whether the call was signed with the token.</summary>
    public static bool IsGenuine(WebhookCall call, string token)
    {
        // The validator throws on an empty signature, and on a host in an unusual form (127.1), which no provider uses.
        if (
            !call.Headers.TryGetValue(Header, out var given)
            || given.Length is 0
            || !call.Url.OriginalString.Contains(call.Url.Host, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        var validator = new RequestValidator(token);
        var address = Address(call.Url);
        // The hash of a body that is not a form is part of the address, which is then signed alone. Both are checked here, because the
        // validator's own method for such bodies throws on a name without a value, which any caller may send.
        return FormText.Query(call.Url, BodyHash) is { } hash
            ? RequestValidator.ValidateBody(Encoding.UTF8.GetString(call.Body.Span), hash) && validator.Validate(address, NoForm, given)
            : validator.Validate(address, Form(call), given);
    }

    private static Dictionary<string, string> NoForm => [];

    // Twilio signs a repeated name once per distinct value, in their order; the validator takes one value per name and appends it to the
    // name.
    private static Dictionary<string, string> Form(WebhookCall call) =>
        FormText
            .Read(call.Body.Span)
            .Distinct()
            .GroupBy(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(
                values => values.Key,
                values => string.Join(values.Key, values.Order(StringComparer.Ordinal)),
                StringComparer.Ordinal
            );

    // Without the fragment, which is not signed, and without the scheme's default port: the validator also tries an address with that port,
    // but not without it.
    private static string Address(Uri url)
    {
        var address = url.OriginalString.Split('#')[0];
        var path = address.IndexOfAny(['/', '?'], address.IndexOf("://", StringComparison.Ordinal) + 3);
        var authority = path < 0 ? address : address[..path];
        var port = $":{url.Port}";
        return url.IsDefaultPort && authority.EndsWith(port, StringComparison.Ordinal)
            ? authority[..^port.Length] + address[authority.Length..]
            : address;
    }
}
