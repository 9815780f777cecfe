using System.Net;

namespace CampaignTasks.Channels.Http;

/// <summary>A request body that knows whether it began to leave, and leaves once at most.</summary>
/// <remarks>
/// <see cref="SocketsHttpHandler"/> may repeat a request whose connection failed. On .NET 10 it does not once the body has begun (a test
/// holds it to that); a second reading is refused here besides, because a repetition below us could be a second message.
/// </remarks>
internal sealed class OneShotContent : HttpContent
{
    private readonly PooledBytes _body;
    private int _started;
    private bool _finished;

    /// <summary>Takes the body over: disposing the content gives the bytes back.</summary>
    public OneShotContent(PooledBytes body, string mediaType)
    {
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    /// <summary>
    /// Whether any of the request may have left. While it is false the provider cannot have taken the message: its body is missing.
    /// </summary>
    public bool HasLeft => Volatile.Read(ref _started) > 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _started) > 1)
        {
            throw new InvalidOperationException("This request may have been taken already: it does not leave twice.");
        }

        await stream.WriteAsync(_body.Written, cancellationToken);
        _finished = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    // A broken-off write may still hold the bytes: the pool must not hand them to another person's message.
    private void Release()
    {
        if (HasLeft && !_finished)
        {
            _body.Abandon();
        }
        else
        {
            _body.Dispose();
        }
    }
}
