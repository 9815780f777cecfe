namespace CampaignTasks.App.Http;

/// <summary>The most bytes an endpoint takes; without it <see cref="RequestBody.DefaultLimit"/>.</summary>
internal sealed record BodyLimit(long Bytes);

/// <summary>Reads a request's body once, within its limit, for everybody who needs it: the idempotency fingerprint, JSON, webhooks.</summary>
internal static class RequestBody
{
    public const long DefaultLimit = 1024 * 1024;

    /// <summary>For bodies with a pasted list.</summary>
    public const long ListLimit = 8 * 1024 * 1024;

    private const int FirstBuffer = 4096;

    public static long LimitOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? DefaultLimit;

    /// <summary>The whole body.</summary>
    /// <exception cref="ProblemException">413: it is longer than the endpoint takes, announced or not; 415: it is compressed.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<Held>() is { } held)
        {
            return held.Bytes;
        }

        if (context.Request.Headers.ContentEncoding is { Count: > 0 } coding && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problems.UnsupportedEncoding());
        }

        var limit = LimitOf(context);
        if (context.Request.ContentLength > limit)
        {
            throw new ProblemException(Problems.TooLarge(limit));
        }

        var bytes = await ReadToEndAsync(context.Request, limit, context.RequestAborted);
        context.Features.Set(new Held(bytes));
        return bytes;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the end is seen without growing.
        var buffer = new byte[request.ContentLength is { } length ? length + 1 : FirstBuffer];
        var count = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(count), cancellationToken);
            count += read;
            if (count > limit)
            {
                throw new ProblemException(Problems.TooLarge(limit));
            }

            if (read == 0)
            {
                return buffer.AsMemory(0, count);
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 4L, limit + 1));
            }
        }
    }

    private sealed record Held(ReadOnlyMemory<byte> Bytes);
}
