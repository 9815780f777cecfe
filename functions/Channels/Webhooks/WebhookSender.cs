using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Channels.Webhooks;

/// <summary>
/// The sender of webhooks' deliveries, over the HTTP client of all providers, with its time-out and its rules of where requests may go.
/// </summary>
internal sealed class WebhookSender(ProviderHttp http, OutboundPolicy policy, TimeProvider time) : IWebhookSender
{
    private const string MediaType = "application/json";

    public string? CheckAddress(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length is 0)
        {
            return "Give an absolute address such as https://shop.example/hooks.";
        }

        return address.UserInfo.Length > 0 ? "Leave the user name and password out of the address."
            : address.Fragment.Length > 0 ? "Leave the part after # out of the address."
            : address.Scheme == Uri.UriSchemeHttp && !OutboundHost.Of(address).IsLoopback
                ? "Use https; plain http is allowed only for this machine (127.0.0.1, localhost)."
            : address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps
                ? "Use an address with https, as in https://shop.example/hooks."
            : policy.Refuse(address, AllowedHosts.AnyPublic);
    }

    public async Task<WebhookAnswer> SendAsync(
        string url,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var bytes = new PooledBytes();
        body.CopyTo(bytes.GetMemory(body.Length));
        bytes.Advance(body.Length);
        using var content = new OneShotContent(bytes, MediaType);
        using var exchange = await http.SendAsync(request, content, AllowedHosts.AnyPublic, cancellationToken);
        return exchange switch
        {
            Exchange.Answered { Code: >= 200 and < 300 } answer => new WebhookAnswer(answer.Code),
            Exchange.Answered { Code: >= 300 and < 400 } answer => new WebhookAnswer(
                answer.Code,
                "The receiver redirects: name its final address."
            ),
            Exchange.Answered answer => new WebhookAnswer(
                answer.Code,
                $"The receiver answered {answer.Code}.",
                answer.Headers.RetryAfter(time.GetUtcNow())
            ),
            Exchange.Refused refused => new WebhookAnswer(Status: null, refused.Reason),
            Exchange.NotSent unsent => new WebhookAnswer(
                Status: null,
                unsent.Reason.Replace("provider", "receiver", StringComparison.Ordinal)
            ),
            Exchange.InDoubt doubt => new WebhookAnswer(Status: null, doubt.Reason),
            _ => throw new InvalidOperationException("An exchange ends in one of four ways."),
        };
    }
}
