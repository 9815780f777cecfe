using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Mail;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CampaignTasks.Channels.Smtp;

/// <summary>E-mail through a mail server. SMTP has no idempotency key: a mail whose acceptance was not heard stays unknown.</summary>
internal sealed partial class SmtpMail : IChannel, IDisposable
{
    private readonly SmtpConnections _connections;
    private readonly OutboundPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    public SmtpMail(OutboundPolicy policy, OutboundConnector connector, IOptions<ChannelOptions> options, TimeProvider time)
        : this(policy, connector, options, time, trust: null) { }

    internal SmtpMail(
        OutboundPolicy policy,
        OutboundConnector connector,
        IOptions<ChannelOptions> options,
        TimeProvider time,
        RemoteCertificateValidationCallback? trust
    )
    {
        (_policy, _time, _timeout) = (policy, time, options.Value.Timeout);
        _connections = new(connector, time, trust);
        Settings = SmtpSettings.Of(policy);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Email];

    /// <inheritdoc/>
    public string Provider => "smtp";

    /// <inheritdoc/>
    public bool SupportsIdempotency => false;

    /// <summary>The states that bounces report.</summary>
    public IReadOnlyList<MessageState> Receipts { get; } = [MessageState.Sent, MessageState.Delivered, MessageState.Failed];

    /// <inheritdoc/>
    public bool HasTemplates => false;

    /// <inheritdoc/>
    public IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) =>
        SmtpSettings.Check(_policy, settings);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (BadSetting(message.Account) is { } bad)
        {
            return new SendOutcome.Misconfigured("badSetting", bad);
        }

        var account = SmtpAccount.Of(message.Account);
        if (MailRules.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        using var mail = SmtpLetter.Write(message, account.Domain, _time.GetUtcNow());
        using var budget = new CancellationTokenSource(_timeout, _time);
        await using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), budget);

        // A connection that was kept may have ended meanwhile. Then nothing has left, and a new one takes the mail in the same attempt.
        var outcome = await AttemptAsync(message, mail, account, isNew: false, budget.Token, cancellationToken)
            ?? await AttemptAsync(message, mail, account, isNew: true, budget.Token, cancellationToken);
        return outcome!;
    }

    /// <summary>Signs in, and out again.</summary>
    public async Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (BadSetting(account) is { } bad)
        {
            return new Verification.Fails("badSetting", bad);
        }

        using var budget = new CancellationTokenSource(_timeout, _time);
        await using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), budget);
        try
        {
            using var client = await _connections.OpenAsync(SmtpAccount.Of(account), budget.Token);
            await client.DisconnectAsync(quit: true, budget.Token);
            return new Verification.Works(Identity: null);
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return OfConnection(failure) switch
            {
                SendOutcome.Misconfigured(var code, var reason) => new Verification.Fails(code, reason),
                SendOutcome.Transient(var code, var reason) => new Verification.Unclear(code, reason),
                _ => new Verification.Unclear("noAnswer", "The server's answer does not tell."),
            };
        }
    }

    public void Dispose() => _connections.Dispose();

    /// <summary>Makes one attempt; null when a connection that was kept turned out to be closed.</summary>
    private async Task<SendOutcome?> AttemptAsync(
        OutgoingMessage message,
        MimeMessage mail,
        SmtpAccount account,
        bool isNew,
        CancellationToken budget,
        CancellationToken cancellationToken
    )
    {
        SmtpConnection connection;
        try
        {
            connection = await _connections.RentAsync(account, isNew, budget);
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return OfConnection(failure);
        }

        var sent = new SentOctets();
        try
        {
            var sender = new MailboxAddress(
                null,
                message.Account[SmtpSettings.BounceAddress] ?? message.Account[SmtpSettings.SenderAddress]!
            );
            var reply = await connection.Client.SendAsync(
                FormatOptions.Default,
                mail,
                sender,
                [new MailboxAddress(null, message.To)],
                budget,
                sent
            );
            return new SendOutcome.Accepted(IdOf(reply) ?? message.IdempotencyKey.ToString());
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            if (connection.IsReused && !sent.Any && HasEnded(failure))
            {
                return null;
            }

            if (!sent.Any)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return OfMail(failure, message.To, sent.Any);
        }
        finally
        {
            _connections.Return(account, connection);
        }
    }

    private static bool IsOfNetwork(Exception failure) =>
        failure
            is SmtpCommandException
                or SmtpProtocolException
                or MailKit.Security.AuthenticationException
                or SaslException
                or SslHandshakeException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException
                or SmtpBusyException
                or OutboundRefusedException
                or SocketException
                or IOException
                or NotSupportedException
                or OperationCanceledException;

    // 421: the server closes the connection, and says so where the next mail begins.
    private static bool HasEnded(Exception failure) =>
        failure is SmtpProtocolException or IOException or SocketException or ServiceNotConnectedException
        || failure is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    // Nothing was sent: whatever keeps the connection away may be tried again, unless the settings are refused.
    private static SendOutcome OfConnection(Exception failure) =>
        failure switch
        {
            SmtpBusyException => new SendOutcome.Throttled(null),
            OutboundRefusedException refused => new SendOutcome.Misconfigured(Exchange.Refused.Code, refused.Message),
            MailKit.Security.AuthenticationException or SaslException => OfSignIn(failure.Message),
            SmtpCommandException refused => (int)refused.StatusCode >= 500
                ? new SendOutcome.Misconfigured(Code(refused), ProviderWords.Clean(refused.Message, address: null))
                : new SendOutcome.Transient(Code(refused), ProviderWords.Clean(refused.Message, address: null)),
            NotSupportedException => new SendOutcome.Misconfigured(
                "notOffered",
                "The server does not offer what the settings ask for: STARTTLS, or signing in."
            ),
            SslHandshakeException => new SendOutcome.Transient("tls", "The server's certificate or TLS handshake failed."),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => new SendOutcome.Transient(
                "nameNotFound",
                "The server's name was not found."
            ),
            OperationCanceledException => new SendOutcome.Transient("timeout", "No connection to the server within the time-out."),
            _ => new SendOutcome.Transient("notConnected", "The server could not be reached."),
        };

    // MailKit puts the reply's digits before its text.
    private static SendOutcome OfSignIn(string text) =>
        text.StartsWith('4')
            ? new SendOutcome.Transient(SmtpReplies.EnhancedOf(text) ?? "signIn", ProviderWords.Clean(text, address: null))
            : new SendOutcome.Misconfigured(SmtpReplies.EnhancedOf(text) ?? "signIn", "The server refuses the user or its secret.");

    private static SendOutcome OfMail(Exception failure, string to, bool hasLeft) =>
        failure switch
        {
            SmtpCommandException reply => SmtpReplies.ToOutcome(
                (int)reply.StatusCode,
                reply.Message,
                to,
                reply.ErrorCode is SmtpErrorCode.SenderNotAccepted
            ),
            ServiceNotAuthenticatedException => new SendOutcome.Misconfigured(
                "signIn",
                "The server wants a user: give username and password."
            ),
            NotSupportedException => new SendOutcome.Rejected("smtpUtf8", "The server takes no addresses with letters beyond ASCII."),
            OperationCanceledException when hasLeft => new SendOutcome.Unknown("No answer within the time-out."),
            OperationCanceledException => new SendOutcome.Transient("timeout", "The server did not go on within the time-out."),
            _ when hasLeft => new SendOutcome.Unknown("The connection broke before an answer came."),
            _ => new SendOutcome.Transient("notConnected", "The connection broke before the mail left."),
        };

    private static string Code(SmtpCommandException reply) =>
        SmtpReplies.EnhancedOf(reply.Message) ?? ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);

    private static string? IdOf(string? reply) =>
        reply is not null && QueueId().Match(reply) is { Success: true } match ? match.Groups["id"].Value : null;

    private string? BadSetting(ResolvedAccount account)
    {
        var bad = Settings.FirstOrDefault(setting =>
            account[setting.Name] is { Length: > 0 } value ? setting.Check(value) is not null : setting.IsRequired
        );
        if (bad is not null)
        {
            return $"The account's setting '{bad.Name}' is missing or unusable.";
        }

        var all = Settings
            .Select(setting => (setting.Name, Value: account[setting.Name]))
            .Where(setting => setting.Value is { Length: > 0 })
            .ToDictionary(setting => setting.Name, setting => setting.Value!);
        return SmtpSettings.Check(_policy, all).Select(found => $"{found.Setting}: {found.Message}").FirstOrDefault();
    }

    // Postfix, Mailpit; Exim; Amazon SES, Gmail.
    [GeneratedRegex(@"(?:queued as|\bid=|\bok:?)\s*(?!queued)(?<id>[A-Za-z0-9][A-Za-z0-9._-]{3,63})\b", RegexOptions.IgnoreCase)]
    private static partial Regex QueueId();
}
