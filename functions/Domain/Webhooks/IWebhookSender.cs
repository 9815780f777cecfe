namespace CampaignTasks.Domain.Webhooks;

/// <summary>The HTTP client of webhooks.</summary>
public interface IWebhookSender
{
    /// <summary>Returns null for an address that events may go to, otherwise what is wrong with it.</summary>
    string? CheckAddress(string url);

    /// <summary>Makes one attempt, in bounded time. It follows no redirect, and reads no more of an answer than its beginning.</summary>
    /// <param name="url">The address.</param>
    /// <param name="headers">The headers of Standard Webhooks.</param>
    /// <param name="body">The body: JSON.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was canceled before it could have left.</exception>
    Task<WebhookAnswer> SendAsync(
        string url,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    );
}
