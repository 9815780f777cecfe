using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Channels.Twilio;

/// <summary>A Twilio account, read once.</summary>
/// <param name="AccountSid">Its id, which is the user name of requests as well.</param>
/// <param name="AuthToken">Its secret.</param>
/// <param name="From">The sender, where it is one.</param>
/// <param name="MessagingServiceSid">The service that picks the sender, where there is one.</param>
/// <param name="StandIn">Where requests go instead of Twilio's own address.</param>
internal sealed record TwilioAccount(string AccountSid, string AuthToken, string? From, string? MessagingServiceSid, Uri? StandIn)
{
    /// <summary>The sender, or the name of the setting that is missing or bad.</summary>
    public static (TwilioAccount? Sender, string? BadSetting) Of(ResolvedAccount account)
    {
        Uri? standIn = null;
        if (account["baseUrl"] is { Length: > 0 } text && !ProviderAddress.TryParse(text, out standIn, out _))
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
        return from is null == service is null ? (null, "from") : (new(sid, token, from, service, standIn), null);
    }

    /// <summary>Returns null for an id that is safe in a path and has the right prefix, otherwise what is wrong.</summary>
    public static string? CheckSid(string text, string prefix) =>
        text.Length is > 2 and <= 64 && text.StartsWith(prefix, StringComparison.Ordinal) && text.All(char.IsAsciiLetterOrDigit)
            ? null
            : $"Give the id as Twilio shows it: {prefix} and 32 hex digits.";
}
