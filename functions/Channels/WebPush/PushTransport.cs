using System.Net;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;

namespace CampaignTasks.Channels.WebPush;

/// <summary>
/// The HTTP handler of the package, which encrypts: it sends the request through the providers' HTTP client and keeps the exchange for the
/// channel to read. The package always gets a 201.
/// </summary>
internal sealed class PushTransport(ProviderHttp http, AllowedHosts hosts) : HttpMessageHandler
{
    /// <summary>The exchange of the request; null before it was made.</summary>
    public Exchange? Exchange { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = new PooledBytes();
        var octets = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        octets.CopyTo(body.GetMemory(octets.Length));
        body.Advance(octets.Length);
        using var content = new OneShotContent(body, "application/octet-stream");
        foreach (var encoding in request.Content.Headers.ContentEncoding)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var ours = new HttpRequestMessage(HttpMethod.Post, request.RequestUri);
        foreach (var (name, values) in request.Headers)
        {
            ours.Headers.TryAddWithoutValidation(name, values);
        }

        Exchange = await http.SendAsync(ours, content, hosts, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.Created);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Exchange?.Dispose();
        }

        base.Dispose(disposing);
    }
}
