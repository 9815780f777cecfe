using System.Collections.Concurrent;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// Bounds what is under way at once in this process: requests, those of one key, uploads, and the bytes of bodies that wait to be understood.
/// Nobody queues: who finds no room is told when to come back. Thread-safe; memory is bounded by the keys that are inside.
/// </summary>
internal sealed class RequestCapacity(IOptions<AppOptions> options)
{
    /// <summary>A body costs several times its bytes once it is read as JSON.</summary>
    public const long MaxBodyBytes = 128 * 1024 * 1024;

    private const string Everybody = "";

    private const string Uploads = "uploads";

    // One key in a hurry leaves three quarters to the others; uploads last as long as their senders like.
    private const int SharesOfAKey = 4;

    private const int SharesOfUploads = 10;

    private readonly ConcurrentDictionary<string, int> _inside = new(StringComparer.Ordinal);

    private long _bodyBytes;

    /// <summary>How many requests of one key may be under way at once.</summary>
    public int MaxOfAKey => Math.Max(1, options.Value.RequestsAtOnce / SharesOfAKey);

    /// <summary>How many requests are under way.</summary>
    public int Inside => _inside.GetValueOrDefault(Everybody);

    /// <summary>How many bytes of bodies are held beyond each request's first buffer.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Middleware: lets a request in while there is room.</summary>
    /// <exception cref="ProblemException">503: there is none.</exception>
    public async Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<BypassesCapacity>() is not null)
        {
            await next(context);
            return;
        }

        using var seat = Seat(Everybody, options.Value.RequestsAtOnce) ?? throw Full();
        using var upload = metadata?.GetMetadata<TakesItsTime>() is null
            ? null
            : Seat(Uploads, Math.Max(1, options.Value.RequestsAtOnce / SharesOfUploads)) ?? throw Full();
        await next(context);
    }

    /// <summary>A key's seat until it is disposed; null when the key has taken all of its own.</summary>
    public IDisposable? SeatOf(string keyId) => Seat($"key {keyId}", MaxOfAKey);

    /// <summary>Makes room for bytes of a request's body until the request ends.</summary>
    /// <exception cref="ProblemException">503: bodies under way fill what there is.</exception>
    public void Hold(HttpContext context, long bytes)
    {
        if (Interlocked.Add(ref _bodyBytes, bytes) > MaxBodyBytes)
        {
            Interlocked.Add(ref _bodyBytes, -bytes);
            throw Full();
        }

        context.Response.RegisterForDispose(new Taken(() => Interlocked.Add(ref _bodyBytes, -bytes)));
    }

    private Taken? Seat(string place, int most)
    {
        if (_inside.AddOrUpdate(place, 1, static (_, count) => count + 1) <= most)
        {
            return new Taken(() => Leave(place));
        }

        Leave(place);
        return null;
    }

    private void Leave(string place)
    {
        if (_inside.AddOrUpdate(place, 0, static (_, count) => count - 1) is 0)
        {
            // Only while it is still nought: somebody may have come in meanwhile.
            _inside.TryRemove(new(place, 0));
        }
    }

    private static ProblemException Full() => new(Problems.Crowded());

    private sealed class Taken(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
