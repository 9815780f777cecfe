using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Rest.Api.V2010.Account;

namespace CampaignTasks.Channels.Twilio;

/// <summary>
/// SMS and WhatsApp through Twilio's Messages resource. It has no idempotency key: an attempt without a response stays unknown.
/// </summary>
internal sealed class TwilioChannel(ProviderHttp http, TimeProvider time) : IChannel
{
    internal static readonly AllowedHosts Hosts = AllowedHosts.Of(
        "Leave the setting out to use Twilio's own address, or give one below twilio.com.",
        "api.twilio.com",
        "*.twilio.com"
    );

    private readonly ConditionalWeakTable<ResolvedAccount, TwilioAccount> _senders = [];

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Sms, ChannelKind.Whatsapp];

    /// <inheritdoc/>
    public string Provider => "twilio";

    /// <inheritdoc/>
    public bool SupportsIdempotency => false;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    /// <inheritdoc/>
    public bool HasTemplates => true;

    /// <summary>The settings accountSid, authToken (secret), one of from and messagingServiceSid, and baseUrl for a test server.</summary>
    public IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new("accountSid", IsRequired: true, IsSecret: false, text => TwilioAccount.CheckSid(text, "AC"))
        {
            IsSecretDestination = true,
            Hint = "The Account SID from the console's first page: AC and 32 hex digits.",
        },
        new("authToken", IsRequired: true, IsSecret: true, text =>
            text.Length is > 0 and <= 200 && !text.Any(letter => letter is <= ' ' or > '~')
                ? null
                : "Give the account's auth token as Twilio shows it."
        )
        {
            Hint = "The Auth Token from the same page.",
        },
        new("from", IsRequired: false, IsSecret: false, text =>
            TwilioFrom.IsNumber(TwilioFrom.WithoutPrefix(text)) || TwilioFrom.IsShortCode(text) || TwilioFrom.IsName(text)
                ? null
                : TwilioFrom.Form
        )
        {
            Hint = "The number, short code or name that messages come from; either this or messagingServiceSid.",
        },
        new("messagingServiceSid", IsRequired: false, IsSecret: false, text => TwilioAccount.CheckSid(text, "MG"))
        {
            Hint = "The messaging service that picks the sender: MG and 32 hex digits.",
        },
        new("baseUrl", IsRequired: false, IsSecret: false, text => http.CheckAddress(text, Hosts))
        {
            IsSecretDestination = true,
            Hint = "The address of a stand-in server; leave it out to use Twilio's own.",
        },
    ];

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings)
    {
        var from = settings.GetValueOrDefault("from");
        var service = settings.GetValueOrDefault("messagingServiceSid");
        if (string.IsNullOrEmpty(from) == string.IsNullOrEmpty(service))
        {
            yield return ("from", "Give either from or messagingServiceSid.");
        }
        else if (kind is ChannelKind.Whatsapp && from is { Length: > 0 } && !TwilioFrom.IsNumber(TwilioFrom.WithoutPrefix(from)))
        {
            yield return ("from", "WhatsApp sends from a number: write it with its country code, as in +14255550123.");
        }
        else if (kind is ChannelKind.Sms && from is { Length: > 0 } && TwilioFrom.WithoutPrefix(from) != from)
        {
            yield return ("from", $"A WhatsApp number sends no SMS: leave whatsapp: out. {TwilioFrom.Form}");
        }
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_senders.TryGetValue(message.Account, out var sender))
        {
            (sender, var bad) = TwilioAccount.Of(message.Account);
            if (sender is null)
            {
                return new SendOutcome.Misconfigured("badSetting", $"The account's setting '{bad}' is missing or unusable.");
            }

            _senders.AddOrUpdate(message.Account, sender);
        }

        if (TwilioForm.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        using var transport = new TwilioTransport(http, sender.StandIn, cancellationToken);
        var taken = await CreateAsync(TwilioForm.Of(message, sender), sender, transport);
        return transport.Exchange is { } exchange
            ? exchange.ToOutcome(answer => TwilioAnswer.Read(answer, taken, message, time.GetUtcNow()))
            : throw new InvalidOperationException("An exchange ends in one of four ways.");
    }

    /// <summary>Reads the account.</summary>
    public async Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var (sender, bad) = TwilioAccount.Of(account);
        if (sender is null)
        {
            return new Verification.Fails("badSetting", $"The account's setting '{bad}' is missing or unusable.");
        }

        var address = new Uri(sender.StandIn ?? TwilioTransport.Provider, $"/2010-04-01/Accounts/{sender.AccountSid}.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{sender.AccountSid}:{sender.AuthToken}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Basic {basic}");
        using var exchange = await http.SendAsync(request, content: null, Hosts, cancellationToken);
        return exchange.ToVerification(TwilioAnswer.Verify);
    }

    // A client per account: TwilioClient.Init sets one account for the whole process.
    private static async Task<MessageResource?> CreateAsync(CreateMessageOptions message, TwilioAccount sender, TwilioTransport transport)
    {
        var client = new TwilioRestClient(sender.AccountSid, sender.AuthToken, httpClient: transport);
        try
        {
            return await MessageResource.CreateAsync(message, client);
        }
        catch (ApiConnectionException failure) when (transport.Exchange is null && failure.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        catch (Exception) when (transport.Exchange is not null)
        {
            // Refused, no response, or a response that the SDK cannot read: the exchange shows which, with the headers that the SDK's
            // exceptions lack.
            return null;
        }
    }
}
