using System.Collections.Concurrent;

namespace CampaignTasks.Testing.Providers;

/// <summary>Which requests a stand-in provider fails, and how. May be changed while it serves.</summary>
/// <remarks>Asked in this order: the rate limit, the next requests, the address, everybody.</remarks>
public sealed class Script(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Misbehaviour> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<Misbehaviour> _next = [];
    private readonly Lock _lock = new();
    private volatile Misbehaviour? _everybody;
    private (int PerSecond, string? RetryAfter)? _rate;
    private long _second;
    private int _taken;

    /// <summary>Fails every request for an address; null ends it.</summary>
    public void For(string address, Misbehaviour? how)
    {
        if (how is null)
        {
            _addresses.TryRemove(address, out _);
        }
        else
        {
            _addresses[address] = how;
        }
    }

    /// <summary>Fails the next requests, whoever they are for.</summary>
    public void Next(int count, Misbehaviour how)
    {
        for (var i = 0; i < count; i++)
        {
            _next.Enqueue(how);
        }
    }

    /// <summary>Fails every request; null ends it.</summary>
    public void Everybody(Misbehaviour? how) => _everybody = how;

    /// <summary>Answers 429 to what exceeds so many requests in a calendar second; null ends it.</summary>
    public void Limit(int? perSecond, string? retryAfter = "1")
    {
        lock (_lock)
        {
            _rate = perSecond is { } most ? (most, retryAfter) : null;
        }
    }

    internal Misbehaviour? For(string address) =>
        OverRate()
        ?? (
            _next.TryDequeue(out var next) ? next
            : !_addresses.IsEmpty && _addresses.TryGetValue(address, out var how) ? how
            : _everybody
        );

    private Misbehaviour.Throttle? OverRate()
    {
        if (_rate is null)
        {
            return null;
        }

        lock (_lock)
        {
            var second = time.GetUtcNow().ToUnixTimeSeconds();
            _taken = second == _second ? _taken + 1 : 1;
            _second = second;
            return _rate is { } rate && _taken > rate.PerSecond ? new(rate.RetryAfter) : null;
        }
    }
}
