using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>A tenant's own server: it takes events, and knows which are signed rightly.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Id, string Timestamp, string Signature, byte[] Body)> _events = [];

    public WebhookReceiver()
    {
        Url = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = TakeAsync();
    }

    /// <summary>The address of its webhook.</summary>
    public string Url { get; }

    /// <summary>The bodies of the events that are signed with a secret.</summary>
    public IReadOnlyList<string> Signed(string secret)
    {
        var key = StandardWebhookSignature.ReadKey(secret)!;
        return
        [
            .. _events
                .Where(taken => taken.Signature == StandardWebhookSignature.Sign(taken.Id, At(taken.Timestamp), taken.Body, key))
                .Select(taken => Encoding.UTF8.GetString(taken.Body)),
        ];
    }

    public void Dispose() => _listener.Close();

    private static DateTimeOffset At(string timestamp) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var headers = context.Request.Headers;
                _events.Enqueue(
                    (headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? "0", headers["webhook-signature"] ?? "", body.ToArray())
                );
                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
