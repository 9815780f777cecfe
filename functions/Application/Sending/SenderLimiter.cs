using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The places that senders of one tenant have in this process, fewer than the host has for activities: however many lanes a tenant has, activities of
/// others find a place at once. A lane that finds none comes again soon, and those that have one make room after their turn. Thread-safe.
/// </summary>
internal sealed class SenderLimiter(IOptions<SendingOptions> options, TimeProvider time)
{
    // Longer than a sender's turn: whoever was sent away has come again by then.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(20);

    // Those who were sent away together do not come back together.
    private const int Spread = 21;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private uint _sentAway;

    /// <summary>Takes a place for a tenant's sender; dispose of it to give it back.</summary>
    /// <returns>Null when the tenant has all it may have.</returns>
    public IDisposable? TryTake(string tenantId)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenantId, out var tenant))
            {
                _tenants[tenantId] = tenant = new Tenant();
            }

            if (tenant.Taken >= options.Value.SendersOfOneTenant)
            {
                tenant.LastRefusal = time.GetUtcNow();
                return null;
            }

            tenant.Taken++;
            return new Seat(this, tenantId);
        }
    }

    /// <summary>Whether senders of the tenant wait for a place, so that one whose turn is over is to make room.</summary>
    public bool IsCrowded(string tenantId)
    {
        lock (_lock)
        {
            return _tenants.TryGetValue(tenantId, out var tenant) && time.GetUtcNow() - tenant.LastRefusal < Memory;
        }
    }

    /// <summary>When a lane that found no place, or made room, comes again.</summary>
    public DateTimeOffset ComesAgainAt() => time.GetUtcNow() + ShortestWait + TimeSpan.FromSeconds(Interlocked.Increment(ref _sentAway) % Spread);

    private void GiveBack(string tenantId)
    {
        lock (_lock)
        {
            var tenant = _tenants[tenantId];
            if (--tenant.Taken == 0 && time.GetUtcNow() - tenant.LastRefusal >= Memory)
            {
                _tenants.Remove(tenantId);
            }
        }
    }

    private sealed class Tenant
    {
        public int Taken { get; set; }

        public DateTimeOffset LastRefusal { get; set; } = DateTimeOffset.MinValue;
    }

    private sealed class Seat(SenderLimiter seats, string tenantId) : IDisposable
    {
        public void Dispose() => seats.GiveBack(tenantId);
    }
}
