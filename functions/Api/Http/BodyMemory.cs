namespace CampaignTasks.Api.Http;

/// <summary>The memory that bodies of requests in progress take together, beyond each request's first buffer. Thread-safe.</summary>
internal sealed class BodyMemory
{
    /// <summary>The limit; a body costs several times its bytes once it is read as JSON.</summary>
    public const long MaxBytes = 128 * 1024 * 1024;

    private long _bytes;

    /// <summary>The number of bytes that are reserved.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Reserves memory for a request's body until the request ends.</summary>
    /// <exception cref="ProblemException">503: the bodies of other requests fill it.</exception>
    public void Reserve(HttpContext context, long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > MaxBytes)
        {
            Interlocked.Add(ref _bytes, -bytes);
            throw new ProblemException(Problems.AtCapacity());
        }

        context.Response.RegisterForDispose(new Reservation(this, bytes));
    }

    private sealed class Reservation(BodyMemory memory, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose() => Interlocked.Add(ref memory._bytes, -Interlocked.Exchange(ref _bytes, 0));
    }
}
