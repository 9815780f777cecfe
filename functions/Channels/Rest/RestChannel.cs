using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Rest;

/// <summary>A channel of one provider that takes each message with one request of its REST API.</summary>
/// <remarks>Accounts send a message every few seconds at most, so their settings are parsed for each message and not kept.</remarks>
internal abstract class RestChannel : IChannel
{
    private readonly ProviderHttp _http;

    protected RestChannel(ProviderHttp http, TimeProvider time, AllowedHosts hosts)
    {
        (_http, Time, Hosts) = (http, time, hosts);
        BaseUrl = new("baseUrl", IsRequired: false, IsSecret: false, text => http.CheckAddress(text, hosts))
        {
            IsSecretDestination = true,
            Hint = "The address of a stand-in server; leave it out to use the provider's own.",
        };
    }

    /// <inheritdoc/>
    public abstract IReadOnlyList<ChannelKind> Kinds { get; }

    /// <inheritdoc/>
    public abstract string Provider { get; }

    /// <inheritdoc/>
    public virtual bool SupportsIdempotency => false;

    /// <inheritdoc/>
    public virtual IReadOnlyList<MessageState> Receipts => [];

    /// <inheritdoc/>
    public virtual bool ReportsByOwnId => false;

    /// <inheritdoc/>
    public virtual bool HasTemplates => false;

    /// <inheritdoc/>
    public abstract IReadOnlyList<AccountSetting> Settings { get; }

    /// <summary>The setting of a stand-in's address.</summary>
    protected AccountSetting BaseUrl { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>The hosts that requests may go to.</summary>
    protected AllowedHosts Hosts { get; }

    /// <summary>The provider's own address; null where an account's <c>baseUrl</c> is required.</summary>
    protected abstract Uri? Home { get; }

    /// <inheritdoc/>
    public virtual IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) =>
        [];

    /// <inheritdoc/>
    public virtual Uri? JoinLink(ResolvedAccount account, string token) => null;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return BadSetting(message.Account) is { } bad ? new SendOutcome.Misconfigured("badSetting", bad)
            : Refuse(message) is { } refusal ? refusal
            : await AttemptAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        return BadSetting(account) is { } bad ? new Verification.Fails("badSetting", bad) : await AskAsync(account, cancellationToken);
    }

    /// <summary>Makes the attempt. The account's settings and the message's text were checked.</summary>
    protected virtual async Task<SendOutcome> AttemptAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(message.Account, PathOf(message)));
        Authorize(request, message.Account);
        using var content = Body(message);
        using var exchange = await SendAsync(request, content, cancellationToken);
        return exchange.ToOutcome(answer => Read(answer, message, Time.GetUtcNow()));
    }

    /// <summary>Asks the provider about the account. Its settings were checked.</summary>
    protected virtual async Task<Verification> AskAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(account, QuestionOf(account)));
        Authorize(request, account);
        using var exchange = await SendAsync(request, content: null, cancellationToken);
        return exchange.ToVerification(answer => ReadIdentity(answer, account));
    }

    /// <summary>Gets the path that takes a message.</summary>
    protected abstract string PathOf(OutgoingMessage message);

    /// <summary>Gets the path, with its query, of what tells who the account is.</summary>
    protected abstract string QuestionOf(ResolvedAccount account);

    /// <summary>Adds the credentials to a request.</summary>
    protected abstract void Authorize(HttpRequestMessage request, ResolvedAccount account);

    /// <summary>Writes the body of a request.</summary>
    protected abstract OneShotContent Body(OutgoingMessage message);

    /// <summary>Reads the answer to a message.</summary>
    protected abstract SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now);

    /// <summary>Reads the answer to who the account is.</summary>
    protected abstract Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account);

    /// <summary>Sends one request.</summary>
    protected Task<Exchange> SendAsync(HttpRequestMessage request, OneShotContent? content, CancellationToken cancellationToken) =>
        _http.SendAsync(request, content, Hosts, cancellationToken);

    /// <summary>Gets an address at the provider, or at the account's stand-in.</summary>
    protected Uri Address(ResolvedAccount account, string path) =>
        new(account["baseUrl"] is { Length: > 0 } text ? new Uri(text) : Home!, path);

    /// <summary>Returns the rejection of a message that the provider would refuse for certain; null when it may be sent.</summary>
    protected virtual SendOutcome.Rejected? Refuse(OutgoingMessage message) =>
        message.Content switch
        {
            { TemplateId: not (null or "") } when HasTemplates => null,
            { TemplateId: not (null or "") } => new("noTemplates", $"{Provider} has no templates: give a text."),
            { Text: null or "" } => new("noBody", "The message needs a text."),
            { Text: var text } => ChannelCapabilities.Of(message.Channel).Text?.Refuse(text) is { } tooLong
                ? new("bodyTooLong", tooLong)
                : null,
        };

    private string? BadSetting(ResolvedAccount account) =>
        Settings.FirstOrDefault(setting =>
            account[setting.Name] is { Length: > 0 } value ? setting.Check(value) is not null : setting.IsRequired
        )
            is { } bad
            ? $"The account's setting '{bad.Name}' is missing or unusable."
            : null;
}
