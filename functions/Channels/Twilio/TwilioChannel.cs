using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
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

    /// <summary>The settings accountSid, authToken (secret), one of from and messagingServiceSid, and baseUrl for a test server.</summary>
    public IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new("accountSid", IsRequired: true, IsSecret: false, text => TwilioAccount.CheckSid(text, "AC")) { IsSecretDestination = true },
        new("authToken", IsRequired: true, IsSecret: true, text =>
            text.Length is > 0 and <= 200 && !text.Any(letter => letter is <= ' ' or > '~')
                ? null
                : "Give the account's auth token as Twilio shows it."
        ),
        new("from", IsRequired: false, IsSecret: false, text =>
            TwilioFrom.IsNumber(TwilioFrom.WithoutPrefix(text)) || TwilioFrom.IsShortCode(text) || TwilioFrom.IsName(text)
                ? null
                : TwilioFrom.Form
        ),
        new("messagingServiceSid", IsRequired: false, IsSecret: false, text => TwilioAccount.CheckSid(text, "MG")),
        new("baseUrl", IsRequired: false, IsSecret: false, text => http.CheckAddress(text, Hosts)) { IsSecretDestination = true },
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
        return transport.Exchange switch
        {
            Exchange.Answered answer => TwilioAnswer.Read(answer, taken, message, time.GetUtcNow()),
            Exchange.Refused refused => new SendOutcome.Misconfigured(Exchange.Refused.Code, refused.Reason),
            Exchange.NotSent unsent => new SendOutcome.Transient(unsent.Code, unsent.Reason),
            Exchange.InDoubt doubt => new SendOutcome.Unknown(doubt.Reason),
            _ => throw new InvalidOperationException("An exchange ends in one of four ways."),
        };
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
