using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CampaignTasks.Channels.Http;

/// <summary>A request body that records whether it began to leave, and leaves at most once.</summary>
/// <remarks>
/// <see cref="SocketsHttpHandler"/> may repeat a request whose connection failed. On .NET 10 it does not once the body has begun (a test
/// holds it to that); a second read is refused here in addition, because a repetition in the HTTP stack could be a second message.
/// </remarks>
internal sealed class OneShotContent : HttpContent
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PooledBytes _body;
    private int _started;
    private bool _finished;

    /// <summary>Takes ownership of the body: disposing the content returns the bytes to the pool.</summary>
    public OneShotContent(PooledBytes body, string mediaType)
    {
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    /// <summary>Writes a body of JSON: one object.</summary>
    public static OneShotContent Json(Action<Utf8JsonWriter> members)
    {
        var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body, Writing);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return new(body, "application/json");
    }

    /// <summary>Writes a body of a form.</summary>
    public static OneShotContent Form(params IEnumerable<(string Name, string Value)> pairs)
    {
        var body = new PooledBytes();
        var form = string.Join('&', pairs.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        Encoding.UTF8.GetBytes(form, body);
        return new(body, "application/x-www-form-urlencoded");
    }

    /// <summary>The body, for a signature. Not to be used after the content is disposed.</summary>
    public ReadOnlySpan<byte> Body => _body.Written.Span;

    /// <summary>True when any of the body may have left. While it is false the provider cannot have accepted the message.</summary>
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

    // An interrupted write may still use the bytes: the pool must not give them to another message.
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
