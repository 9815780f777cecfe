using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Channels.Webhook;

/// <summary>
/// The channel that sends messages as signed POST requests (Standard Webhooks) to an address of the recipient. A repeat has the same
/// <c>webhook-id</c>, by which the receiver knows it.
/// </summary>
/// <remarks>Each recipient has a server of its own, so that no answer is about the account.</remarks>
internal sealed class SignedWebhook(ProviderHttp http, TimeProvider time) : IChannel
{
    private const string Secret = "secret";

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Webhook];

    /// <inheritdoc/>
    public string Provider => "builtin";

    /// <inheritdoc/>
    public bool SupportsIdempotency => true;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts => [];

    /// <inheritdoc/>
    public bool HasTemplates => true;

    /// <inheritdoc/>
    public IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new(Secret, IsRequired: true, IsSecret: true, text =>
            StandardWebhookSignature.ReadKey(text) is null ? "Give whsec_ and 24 to 64 random octets in base64." : null
        )
        {
            Hint = "The secret that receivers check signatures with: whsec_ and 24 to 64 random octets in base64.",
        },
    ];

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (StandardWebhookSignature.ReadKey(message.Account[Secret]) is not { } key)
        {
            return new SendOutcome.Misconfigured("badSetting", $"The account's setting '{Secret}' is missing or unusable.");
        }

        if (message.Content is { Text: null or "", TemplateId: null or "" })
        {
            return new SendOutcome.Rejected("noBody", "The message needs a text or a templateId.");
        }

        if (!Uri.TryCreate(message.To, UriKind.Absolute, out var address))
        {
            return new SendOutcome.Rejected("badAddress", "The address is no URL.");
        }

        var (id, now) = (message.IdempotencyKey.ToString(), time.GetUtcNow());
        using var content = Body(message, now);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.TryAddWithoutValidation(StandardWebhookSignature.IdHeader, id);
        request.Headers.TryAddWithoutValidation(StandardWebhookSignature.TimestampHeader, StandardWebhookSignature.Timestamp(now));
        request.Headers.TryAddWithoutValidation(
            StandardWebhookSignature.SignatureHeader,
            StandardWebhookSignature.Sign(id, now, content.Body, key)
        );
        using var exchange = await http.SendAsync(request, content, AllowedHosts.AnyPublic, cancellationToken);
        return exchange switch
        {
            Exchange.Answered answer => Read(answer, id, time.GetUtcNow()),
            // The host is the recipient's: another recipient may have a good one.
            Exchange.Refused refused => new SendOutcome.Rejected(Exchange.Refused.Code, refused.Reason),
            _ => exchange.ToOutcome(static _ => throw new InvalidOperationException("There is no answer.")),
        };
    }

    /// <summary>There is nobody to ask: the secret's form is all that can be wrong.</summary>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Task.FromResult<Verification>(
            StandardWebhookSignature.ReadKey(account[Secret]) is null
                ? new Verification.Fails("badSetting", $"The account's setting '{Secret}' is missing or unusable.")
                : new Verification.Works(Identity: null)
        );
    }

    // Statuses as Standard Webhooks gives them a meaning; 410 means for good. What the server says is not shown: it is a stranger's.
    private static SendOutcome Read(Exchange.Answered answer, string id, DateTimeOffset now) =>
        answer.Code switch
        {
            >= 200 and < 300 => new SendOutcome.Accepted(id),
            410 => ErrorClass.NoRecipient.ToOutcome("webhook", "http410", "The server says that this address is gone."),
            429 => new SendOutcome.Throttled(answer.Headers.RetryAfter(now)),
            408 or >= 500 => new SendOutcome.Transient($"http{answer.Code}", $"The server answered {answer.Code}."),
            >= 300 and < 400 => new SendOutcome.Rejected($"http{answer.Code}", "The server leads elsewhere: give the final address."),
            _ => new SendOutcome.Rejected($"http{answer.Code}", $"The server answered {answer.Code}."),
        };

    private static OneShotContent Body(OutgoingMessage message, DateTimeOffset now) =>
        OneShotContent.Json(json =>
        {
            json.WriteString("type", "message");
            json.WriteString("timestamp", now);
            json.WriteStartObject("data");
            json.WriteString("id", message.IdempotencyKey.ToString());
            foreach (var (name, value) in Texts(message.Content).Where(text => text.Value is { Length: > 0 }))
            {
                json.WriteString(name, value);
            }

            if (message.Content.TemplateVariables is { Count: > 0 } variables)
            {
                json.WriteStartObject("templateVariables");
                foreach (var (name, value) in variables)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    private static IEnumerable<(string Name, string? Value)> Texts(RenderedCreative content) =>
        [("text", content.Text), ("templateId", content.TemplateId), ("redirectUrl", content.RedirectUrl)];
}
