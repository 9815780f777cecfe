using System.Globalization;
using System.Net.Sockets;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The settings of a connection to a mail server. Accounts that are equal share their connections.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Host">The server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">The encryption.</param>
/// <param name="Domain">The sender's domain, by which the client names itself.</param>
/// <param name="Username">The user; null: no authentication.</param>
/// <param name="Password">The password; null with a token.</param>
/// <param name="AccessToken">The OAuth 2 token; null with a password.</param>
internal sealed record SmtpAccount(
    string Id,
    string Host,
    int Port,
    SmtpSecurity Security,
    string Domain,
    string? Username,
    string? Password,
    string? AccessToken
)
{
    // The ports of submission and of what providers offer beside them; others are no mail servers of strangers.
    private static readonly int[] MailPorts = [25, 465, 587, 2465, 2525, 2587];

    /// <summary>The server as an address, for the policy of outbound requests.</summary>
    public Uri Address => AddressOf(Host, Port)!;

    /// <summary>Reads an account whose settings were checked.</summary>
    public static SmtpAccount Of(ResolvedAccount account)
    {
        var security = SecurityOf(account[SmtpSettings.Security]);
        var sender = account[SmtpSettings.SenderAddress]!;
        return new(
            account.Account.Id,
            account[SmtpSettings.Host]!,
            PortOf(account[SmtpSettings.Port], security),
            security,
            sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..],
            Given(account[SmtpSettings.Username]),
            Given(account[SmtpSettings.Password]),
            Given(account[SmtpSettings.AccessToken])
        );
    }

    /// <summary>Gets the encryption that a setting names; STARTTLS without one.</summary>
    public static SmtpSecurity SecurityOf(string? text) =>
        text is { Length: > 0 } && EnumNames.TryParse<SmtpSecurity>(text, out var security) ? security : SmtpSecurity.StartTls;

    /// <summary>Gets the port: the usual one of the encryption where none is given.</summary>
    public static int PortOf(string? text, SmtpSecurity security) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : security is SmtpSecurity.Tls ? 465
        : security is SmtpSecurity.StartTls ? 587
        : 25;

    /// <summary>Returns true for a port that a mail server on the internet has.</summary>
    public static bool IsMailPort(int port) => Array.IndexOf(MailPorts, port) >= 0;

    /// <summary>Gets a server as an address; null for what is no host.</summary>
    public static Uri? AddressOf(string host, int port) =>
        OutboundHost.TryParse(host) is { } known
            ? new($"smtp://{(known.Address is { AddressFamily: AddressFamily.InterNetworkV6 } ip ? $"[{ip}]" : host)}:{port}")
            : null;

    // The password must not reach a log by way of the record's text.
    public override string ToString() => Id;

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
