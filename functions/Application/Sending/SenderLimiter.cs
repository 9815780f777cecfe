using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The places that senders of one tenant have in this process, fewer than the host has for activities: however many lanes a tenant has,
/// activities of others find a place at once. Lanes that find none wait in the order they came, each is called when a place is free for it,
/// and those that have one make room after a short turn. Thread-safe.
/// </summary>
/// <remarks>A lane is named by its orchestration, which is what can be called.</remarks>
internal sealed class SenderLimiter(IOptions<SendingOptions> options, TimeProvider time)
{
    /// <summary>A turn while others wait for a place; long beside what its beginning and end cost.</summary>
    public static readonly TimeSpan ShortTurn = TimeSpan.FromSeconds(20);

    // A lane that was called and does not come is at work in another process, or its task has ended.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    // Calls may be lost, with the process at the latest. Lanes that come by themselves cost the host a step each, so one a second does,
    // however many wait.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes a place for a tenant's lane; the lane is to <see cref="Return"/> it. Without one the lane waits to be called.
    /// </summary>
    /// <returns>False when the tenant has all it may have.</returns>
    public bool TryTake(string tenantId, string lane)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenantId, out var tenant))
            {
                _tenants[tenantId] = tenant = new Tenant();
            }

            if (!tenant.Called.Remove(lane) && !HasRoom(tenant))
            {
                tenant.Wait(lane);
                return false;
            }

            tenant.Waiting.Remove(lane);
            tenant.Taken++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <returns>The lanes that have a place now, for a while: call them.</returns>
    public IReadOnlyList<string> Return(string tenantId)
    {
        lock (_lock)
        {
            var tenant = _tenants[tenantId];
            tenant.Taken--;
            return Next(tenantId, tenant);
        }
    }

    /// <summary>Removes a lane that may wait for a place.</summary>
    /// <returns>As <see cref="Return"/> does.</returns>
    public IReadOnlyList<string> Forget(string tenantId, string lane)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenantId, out var tenant))
            {
                return [];
            }

            tenant.Waiting.Remove(lane);
            tenant.Called.Remove(lane);
            return Next(tenantId, tenant);
        }
    }

    /// <summary>Returns true when lanes of the tenant wait for a place, so that those that have one are to make room soon.</summary>
    public bool HasWaitingLanes(string tenantId)
    {
        lock (_lock)
        {
            return _tenants.TryGetValue(tenantId, out var tenant) && tenant.Waiting.Count > 0;
        }
    }

    /// <summary>Returns true when a lane waits for a place.</summary>
    public bool IsWaiting(string tenantId, string lane)
    {
        lock (_lock)
        {
            return _tenants.TryGetValue(tenantId, out var tenant) && tenant.Waiting.Contains(lane);
        }
    }

    /// <summary>Puts a lane that is about to return its place at the end of those that wait for one.</summary>
    public void Queue(string tenantId, string lane)
    {
        lock (_lock)
        {
            _tenants[tenantId].Wait(lane);
        }
    }

    /// <summary>Assigns a waiting lane the time at which it tries again if nobody wakes it; times of one tenant are spaced.</summary>
    public DateTimeOffset ScheduleRetry(string tenantId)
    {
        lock (_lock)
        {
            var tenant = _tenants[tenantId];
            var (soonest, next) = (time.GetUtcNow() + ShortestWait, tenant.LastRetry + Apart);
            return tenant.LastRetry = next > soonest ? next : soonest;
        }
    }

    private List<string> Next(string tenantId, Tenant tenant)
    {
        List<string> called = [];
        while (tenant.Waiting.Count > 0 && HasRoom(tenant))
        {
            called.Add(tenant.Waiting[0]);
            tenant.Called[tenant.Waiting[0]] = time.GetUtcNow() + KeptFor;
            tenant.Waiting.RemoveAt(0);
        }

        if (tenant.Taken + tenant.Waiting.Count + tenant.Called.Count == 0)
        {
            _tenants.Remove(tenantId);
        }

        return called;
    }

    private bool HasRoom(Tenant tenant)
    {
        foreach (var (lane, until) in tenant.Called)
        {
            if (until <= time.GetUtcNow())
            {
                tenant.Called.Remove(lane);
            }
        }

        return tenant.Taken + tenant.Called.Count < options.Value.SendersOfOneTenant;
    }

    private sealed class Tenant
    {
        public int Taken { get; set; }

        /// <summary>The longest first.</summary>
        public List<string> Waiting { get; } = [];

        /// <summary>Until when a place is kept for whom.</summary>
        public Dictionary<string, DateTimeOffset> Called { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset LastRetry { get; set; }

        public void Wait(string lane)
        {
            if (!Waiting.Contains(lane))
            {
                Waiting.Add(lane);
            }
        }
    }
}
