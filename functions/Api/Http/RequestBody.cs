using System.Buffers;
using System.IO.Pipelines;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Http;

/// <summary>The reading of a request's body: once, within its limit, for the idempotency fingerprint, JSON and webhooks.</summary>
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
    /// 413: it is longer than the endpoint takes, announced or not; 415: it is compressed; 408: it did not arrive in time, or too slowly;
    /// 429, 503: bodies of the tenant, or of everybody, fill the places or the memory that there is for them.
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

    /// <summary>The bytes of the body as far as it was read, by this or as a file.</summary>
    public static long LengthOf(HttpContext context) =>
        context.Features.Get<ArrivingStream>()?.Count ?? context.Features.Get<Held>()?.Bytes.Length ?? 0;

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
        var capacity = context.RequestServices.GetRequiredService<BodyCapacity>();
        using var arrival = new Arrival(context, capacity);

        // One byte more than announced, so that the end is seen without growing. Memory follows what has arrived, not what was announced.
        var most = context.Request.ContentLength is { } length ? length + 1 : limit + 1;
        var buffer = new byte[Math.Min(most, FirstBuffer)];
        var count = 0;
        while (true)
        {
            var read = await arrival.ReadAsync();
            try
            {
                if (count + read.Buffer.Length > limit)
                {
                    throw new ProblemException(Problems.TooLarge(limit));
                }

                var needed = count + (int)read.Buffer.Length;
                if (needed > buffer.Length)
                {
                    var size = (int)Math.Min(Math.Max(buffer.Length * 4L, needed), Math.Max(most, needed));
                    capacity.Reserve(context, size - buffer.Length);
                    Array.Resize(ref buffer, size);
                }

                read.Buffer.CopyTo(buffer.AsSpan(count));
                count = needed;
            }
            finally
            {
                // Also of a refused body: the server reads on to its end, and cannot while a read is open.
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return buffer.AsMemory(0, count);
            }
        }
    }

    /// <summary>The arrival of a body: what is there is read at once, and what is not takes a place while it is waited for.</summary>
    private sealed class Arrival(HttpContext context, BodyCapacity capacity) : IDisposable
    {
        private readonly ArrivalPace _pace = new(
            context.RequestServices.GetRequiredService<IOptions<AppOptions>>().Value.SlowestBody,
            context.RequestServices.GetRequiredService<TimeProvider>()
        );

        private IDisposable? _place;

        public async ValueTask<ReadResult> ReadAsync()
        {
            if (context.Request.BodyReader.TryRead(out var there))
            {
                return there;
            }

            ReadResult? read = null;
            try
            {
                _place ??= await capacity.ArriveAsync(context);
                return await _pace.WaitAsync(
                    async () => (read = await context.Request.BodyReader.ReadAsync(context.RequestAborted)).Value,
                    static read => read.Buffer.Length
                );
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The request's timeout is over; should the caller have gone, nobody reads this.
                throw new ProblemException(Problems.TooSlow());
            }
            catch (ProblemException) when (read is { } slow)
            {
                context.Request.BodyReader.AdvanceTo(slow.Buffer.End);
                throw;
            }
        }

        public void Dispose() => _place?.Dispose();
    }

    private sealed record Held(ReadOnlyMemory<byte> Bytes);
}
