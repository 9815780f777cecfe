using System.Collections.Concurrent;
using System.Text;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Testing;

/// <summary>A receiver of webhooks that answers as a test says. Thread-safe.</summary>
public sealed class ScriptedReceiver : IWebhookSender
{
    private readonly ConcurrentQueue<(string Url, IReadOnlyDictionary<string, string> Headers, string Body)> _requests = [];

    /// <summary>The answer to a request; by default it is taken.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, WebhookAnswer> Answer { get; set; } = static (_, _) => new WebhookAnswer(204);

    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<(string Url, IReadOnlyDictionary<string, string> Headers, string Body)> Requests => [.. _requests];

    public string? CheckAddress(string url) => url.StartsWith("https://", StringComparison.Ordinal) ? null : "Give an address with https.";

    public Task<WebhookAnswer> SendAsync(
        string url,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        _requests.Enqueue((url, headers, Encoding.UTF8.GetString(body.Span)));
        return Task.FromResult(Answer(url, headers));
    }
}
