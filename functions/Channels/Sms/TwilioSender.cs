using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Channels.Sms;

/// <summary>A Twilio account, read once.</summary>
internal sealed record TwilioSender(Uri SendAddress, string Authorization, string? From, string? MessagingServiceSid)
{
    private static readonly Uri Default = new("https://api.twilio.com");

    /// <summary>The sender, or the name of the setting that is missing or bad.</summary>
    public static (TwilioSender? Sender, string? BadSetting) Of(OpenAccount account)
    {
        var address = Default;
        if (account["baseUrl"] is { Length: > 0 } text && !ProviderAddress.TryParse(text, out address, out _))
        {
            return (null, "baseUrl");
        }

        if (account["accountSid"] is not { Length: > 0 } sid || CheckSid(sid, "AC") is not null)
        {
            return (null, "accountSid");
        }

        if (account["authToken"] is not { Length: > 0 } token)
        {
            return (null, "authToken");
        }

        var from = account["from"] is { Length: > 0 } own ? own : null;
        var service = account["messagingServiceSid"] is { Length: > 0 } shared ? shared : null;
        return from is null == service is null
            ? (null, "from")
            : (new(new Uri(address, $"/2010-04-01/Accounts/{sid}/Messages.json"),
                "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{sid}:{token}")), from, service), null);
    }

    /// <summary>Null for an id that is safe in a path and has the right beginning.</summary>
    public static string? CheckSid(string text, string prefix) =>
        text.Length is > 2 and <= 64 && text.StartsWith(prefix, StringComparison.Ordinal) && text.All(char.IsAsciiLetterOrDigit)
            ? null : $"Give the id as Twilio shows it: {prefix} and 32 hex digits.";
}
