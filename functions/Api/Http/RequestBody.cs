namespace CampaignTasks.Api.Http;

/// <summary>
/// Reads a request's body once, within its limit, for everybody who needs it: the idempotency fingerprint, JSON, webhooks.
/// </summary>
internal static class RequestBody
{
    public const long DefaultLimit = 1024 * 1024;

    /// <summary>For bodies with a pasted list.</summary>
    public const long ListLimit = 8 * 1024 * 1024;

    /// <summary>The bytes that each request may hold without a reservation.</summary>
    private const int FirstBuffer = 16 * 1024;

    public static long LimitOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? DefaultLimit;

    /// <summary>The whole body.</summary>
    /// <exception cref="ProblemException">
    /// 413: it is longer than the endpoint takes, announced or not; 415: it is compressed; 408: it did not arrive in time; 503: bodies
    /// under way fill the memory that is kept for them.
    /// </exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<Held>() is { } held)
        {
            return held.Bytes;
        }

        EnsurePlain(context.Request);
        var limit = LimitOf(context);
        if (context.Request.ContentLength > limit)
        {
            throw new ProblemException(Problems.TooLarge(limit));
        }

        var bytes = await ReadToEndAsync(context, limit);
        context.Features.Set(new Held(bytes));
        return bytes;
    }

    /// <exception cref="ProblemException">415: the body is compressed.</exception>
    public static void EnsurePlain(HttpRequest request)
    {
        if (
            request.Headers.ContentEncoding is { Count: > 0 } coding
            && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new ProblemException(Problems.UnsupportedEncoding());
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(HttpContext context, long limit)
    {
        // One byte more than announced, so that the end is seen without growing. Memory follows what has arrived, not what was announced.
        var most = context.Request.ContentLength is { } length ? length + 1 : limit + 1;
        var buffer = new byte[Math.Min(most, FirstBuffer)];
        var count = 0;
        while (true)
        {
            var read = await ReadAsync(context, buffer.AsMemory(count));
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
                var size = (int)Math.Min(buffer.Length * 4L, most);
                context.RequestServices.GetRequiredService<BodyMemory>().Reserve(context, size - buffer.Length);
                Array.Resize(ref buffer, size);
            }
        }
    }

    private static async ValueTask<int> ReadAsync(HttpContext context, Memory<byte> buffer)
    {
        try
        {
            return await context.Request.Body.ReadAsync(buffer, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The request's timeout is over; should the caller have gone, nobody reads this.
            throw new ProblemException(Problems.TooSlow());
        }
    }

    private sealed record Held(ReadOnlyMemory<byte> Bytes);
}
