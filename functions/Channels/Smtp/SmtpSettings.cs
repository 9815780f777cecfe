using System.Globalization;
using CampaignTasks.Channels.Mail;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The settings of accounts that send through a mail server, and their checks.</summary>
internal static class SmtpSettings
{
    public const string Host = "host";
    public const string Port = "port";
    public const string Security = "security";
    public const string Username = "username";
    public const string Password = "password";
    public const string AccessToken = "accessToken";
    public const string SenderAddress = "senderAddress";
    public const string SenderName = "senderName";
    public const string BounceAddress = "bounceAddress";

    private const int LongestName = 100;

    /// <summary>Lists the settings.</summary>
    public static IReadOnlyList<AccountSetting> Of(OutboundPolicy policy) =>
        [
            new(Host, IsRequired: true, IsSecret: false, text => CheckHost(text, policy))
            {
                IsSecretDestination = true,
                Hint = "The mail server that takes your mails, as in smtp.example.com.",
            },
            new(Port, IsRequired: false, IsSecret: false, CheckPort)
            {
                IsSecretDestination = true,
                Hint = "Its port; without one 587 for startTls, 465 for tls, 25 for none.",
            },
            new(Security, IsRequired: false, IsSecret: false, text =>
                EnumNames.TryParse<SmtpSecurity>(text, out _) ? null : "Give one of startTls, tls, none."
            )
            {
                IsSecretDestination = true,
                Hint = "startTls (the default), tls for a port that is encrypted from the start, or none for a mail catcher.",
            },
            new(Username, IsRequired: false, IsSecret: false, text => CheckText(text, 320, "Give the user's name as the server knows it."))
            {
                IsSecretDestination = true,
                Hint = "The user that signs in; leave it out for a server without authentication.",
            },
            new(Password, IsRequired: false, IsSecret: true, text => CheckText(text, 1000, "Give the user's password."))
            {
                Hint = "The user's password, or an app password.",
            },
            new(AccessToken, IsRequired: false, IsSecret: true, text => CheckText(text, 4096, "Give the token as you got it."))
            {
                Hint = "An OAuth 2 token in place of the password (XOAUTH2 or OAUTHBEARER); renew it before it ends.",
            },
            new(SenderAddress, IsRequired: true, IsSecret: false, text =>
                MailRules.CheckAddress(text, "Give the e-mail address that mails come from.")
            )
            {
                Hint = "The address that mails come from.",
            },
            new(SenderName, IsRequired: false, IsSecret: false, text =>
                CheckText(text, LongestName, $"Give at most {LongestName} characters.")
            )
            {
                Hint = "The name that is shown beside it.",
            },
            new(BounceAddress, IsRequired: false, IsSecret: false, text =>
                MailRules.CheckAddress(text, "Give the e-mail address that bounces go to.")
            )
            {
                Hint = "The address that bounces go to (the envelope's sender); without one they go to senderAddress.",
            },
            new(HookProof.Secret, IsRequired: false, IsSecret: true, text =>
                text.Length is >= 16 and <= 200 ? null : "Give 16 to 200 characters."
            )
            {
                Hint = "The secret in the address that bounces are posted to; one is made when you leave it out.",
            },
        ];

    /// <summary>Checks the settings against each other.</summary>
    public static IEnumerable<(string Setting, string Message)> Check(OutboundPolicy policy, IReadOnlyDictionary<string, string> settings)
    {
        var hasUser = settings.ContainsKey(Username);
        var (hasPassword, hasToken) = (settings.ContainsKey(Password), settings.ContainsKey(AccessToken));
        if (hasUser && !hasPassword && !hasToken)
        {
            yield return (Password, "Give the user's password, or an accessToken instead.");
        }

        if (!hasUser && (hasPassword || hasToken))
        {
            yield return (Username, "Give the user that the secret belongs to.");
        }

        if (hasPassword && hasToken)
        {
            yield return (AccessToken, "Give a password or an accessToken, not both.");
        }

        if (!settings.TryGetValue(Host, out var host) || OutboundHost.TryParse(host) is not { } known || policy.IsTrusted(known))
        {
            yield break;
        }

        var security = SmtpAccount.SecurityOf(settings.GetValueOrDefault(Security));
        if (security is SmtpSecurity.None)
        {
            yield return (
                Security,
                "Give startTls or tls: none is for a mail catcher on this machine, or on a host that the operator listed."
            );
        }

        if (!SmtpAccount.IsMailPort(SmtpAccount.PortOf(settings.GetValueOrDefault(Port), security)))
        {
            yield return (Port, "Give a port of mail servers: 587, 465, 25, 2525, 2465 or 2587.");
        }
    }

    private static string? CheckHost(string text, OutboundPolicy policy) =>
        SmtpAccount.AddressOf(text, 25) is { } address
            ? policy.Refuse(address, AllowedHosts.AnyPublic)
            : "Give the server's name or IP address alone, as in smtp.example.com.";

    private static string? CheckPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? null
            : "Give a number from 1 to 65535.";

    private static string? CheckText(string text, int longest, string fault) =>
        text.Length <= longest && !string.IsNullOrWhiteSpace(text) ? null : fault;
}
