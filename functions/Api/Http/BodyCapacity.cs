using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Limits;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The limits of request bodies in this process, each with a share of one tenant: those that are still arriving, large ones that are
/// carried out, uploads, and the bytes in memory. Requests without a key count by the address they come from. Thread-safe.
/// </summary>
internal sealed class BodyCapacity(IOptions<AppOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>The size from which on a body is large: reading it as JSON takes some milliseconds and several times its memory.</summary>
    public const int Large = 256 * 1024;

    private const int SharesOfATenant = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Places _arriving = new(
        "bodies that are still arriving",
        options.Value.RequestsAtOnce,
        options.Value.SlowBodiesOfOneTenant
    );

    private readonly Places _large = new(
        $"requests of more than {Large} bytes",
        options.Value.LargeBodiesAtOnce,
        Math.Max(1, options.Value.LargeBodiesAtOnce / SharesOfATenant)
    );

    private readonly Places _uploads = new(
        "uploads",
        options.Value.UploadsAtOnce,
        Math.Max(1, options.Value.UploadsAtOnce / SharesOfATenant)
    );

    private readonly ByteBudget _memory = new(options.Value.BodyMemory, options.Value.BodyMemory / 2);

    /// <summary>The number of bytes that are reserved.</summary>
    public long Bytes => _memory.Used;

    /// <summary>The number of uploads in progress.</summary>
    public int Uploads => _uploads.Taken;

    /// <summary>Takes a place for a body that has not arrived yet, until it has.</summary>
    public Task<IDisposable> ArriveAsync(HttpContext context) =>
        _arriving.TakeAsync(OwnerOf(context), LongestWait, time, context.RequestAborted);

    /// <summary>Takes a place for a large body that has arrived, until the request ends.</summary>
    public async Task CarryOutAsync(HttpContext context) =>
        context.Response.RegisterForDispose(await _large.TakeAsync(OwnerOf(context), LongestWait, time, context.RequestAborted));

    /// <summary>Takes a place for an upload, until the request ends.</summary>
    public void Upload(HttpContext context) => context.Response.RegisterForDispose(_uploads.Take(OwnerOf(context)));

    /// <summary>Reserves memory for a request's body until the request ends.</summary>
    /// <exception cref="ProblemException">429, 503: other bodies of the tenant, or of everybody, fill it.</exception>
    public void Reserve(HttpContext context, long bytes)
    {
        var owner = OwnerOf(context);
        if (!_memory.TryTake(owner, bytes, out var isTenants))
        {
            throw new ProblemException(
                isTenants
                    ? Problems.TooManyAtOnce(
                        $"The bodies of this tenant take {options.Value.BodyMemory / 2} bytes of memory, as many as they may: wait for answers before sending more."
                    )
                    : Problems.AtCapacity(
                        $"The bodies of requests take {options.Value.BodyMemory} bytes of memory, as many as they may. Send it again in a moment."
                    )
            );
        }

        context.Response.RegisterForDispose(new Reservation(_memory, owner, bytes));
    }

    public void Dispose()
    {
        _arriving.Dispose();
        _large.Dispose();
        _uploads.Dispose();
    }

    private static string OwnerOf(HttpContext context) =>
        context.Features.Get<RequestOwner>()?.TenantId ?? $"from {context.Connection.RemoteIpAddress}";

    private sealed class Reservation(ByteBudget memory, string owner, long bytes) : IDisposable
    {
        public void Dispose() => memory.Return(owner, bytes);
    }
}
