using System.Buffers;
using System.Text;
using CampaignTasks.Channels.Http;
using Twilio.Http;
using HttpMethod = System.Net.Http.HttpMethod;
using TwilioHttp = Twilio.Http.HttpClient;

namespace CampaignTasks.Channels.Twilio;

/// <summary>The way of one request of Twilio's package through <see cref="ProviderHttp"/>, and how it ended.</summary>
/// <remarks>
/// The SDK's own client takes no cancellation token and no limit for a response, and does not report whether a failed request had begun to
/// leave. Nor does the SDK send anywhere but to Twilio: its regions and edges are names within twilio.com, so a test server's address
/// replaces them here.
/// </remarks>
internal sealed class TwilioTransport(ProviderHttp http, Uri? standIn, CancellationToken cancellationToken) : TwilioHttp, IDisposable
{
    /// <summary>Twilio's own address.</summary>
    public static readonly Uri Provider = new("https://api.twilio.com/");

    /// <summary>The result of the request; null until it has ended, and when it was canceled before it could leave.</summary>
    public Exchange? Exchange { get; private set; }

    public override Response MakeRequest(Request request) => throw new NotSupportedException("Requests are asynchronous.");

    public override async Task<Response?> MakeRequestAsync(Request request)
    {
        var form = new PooledBytes();
        form.Write(request.EncodePostParams());
        using var content = new OneShotContent(form, request.ContentType.ToString());
        var address = request.ConstructUrl();
        using var sent = new HttpRequestMessage(HttpMethod.Post, standIn is null ? address : new Uri(standIn, address.PathAndQuery));
        sent.Headers.TryAddWithoutValidation("Authorization", "Basic " + Authentication(request.Username, request.Password));
        Exchange = await http.SendAsync(sent, content, TwilioChannel.Hosts, cancellationToken);
        // The SDK reads only a response that may be a message: it treats a redirect as success, and reports less about a refusal than the
        // exchange.
        return Exchange is Exchange.Answered { Code: >= 200 and < 300 } answer
            ? new Response(answer.Status, Encoding.UTF8.GetString(answer.Body.Written.Span), answer.Headers)
            : null;
    }

    public void Dispose() => Exchange?.Dispose();
}
