using CampaignTasks.Domain.Forecasts;

namespace CampaignTasks.Application.Forecasts;

/// <summary>
/// Forecasts that several callers ask for at the same time: each is made once, until nobody waits for it any more. One that took much work
/// is shown for a while. Thread-safe.
/// </summary>
internal sealed class SharedForecasts(TimeProvider time)
{
    /// <summary>The time a costly forecast is shown for; what is sent, and other tasks, may have changed it meanwhile.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    /// <summary>The steps from which on a forecast is costly: some milliseconds of work.</summary>
    public const int CostlySteps = 10_000;

    private const int MostKept = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ForecastKey, Shared> _shared = [];

    /// <summary>Gets a forecast that is being made or kept, or has it made.</summary>
    /// <param name="key">Its identity.</param>
    /// <param name="make">Makes it; canceled when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async Task<Forecast> GetAsync(ForecastKey key, Func<CancellationToken, Task<Forecast>> make, CancellationToken cancellationToken)
    {
        var shared = Join(key, make);
        try
        {
            var forecast = await shared.Made.Value.WaitAsync(cancellationToken);
            shared.KeptUntil ??= time.GetUtcNow() + (forecast.Steps < CostlySteps ? TimeSpan.Zero : KeptFor);
            return forecast;
        }
        finally
        {
            Leave(key, shared);
        }
    }

    private Shared Join(ForecastKey key, Func<CancellationToken, Task<Forecast>> make)
    {
        lock (_lock)
        {
            if (_shared.TryGetValue(key, out var shared) && !(shared.KeptUntil <= time.GetUtcNow()))
            {
                shared.Callers++;
                return shared;
            }

            if (_shared.Count >= MostKept)
            {
                RemoveKept();
            }

            return _shared[key] = new Shared(make) { Callers = 1 };
        }
    }

    private void Leave(ForecastKey key, Shared shared)
    {
        lock (_lock)
        {
            if (--shared.Callers > 0 || shared.KeptUntil > time.GetUtcNow())
            {
                return;
            }

            if (_shared.GetValueOrDefault(key) == shared)
            {
                _shared.Remove(key);
            }
        }

        shared.Dispose();
    }

    private void RemoveKept()
    {
        foreach (var (key, shared) in _shared)
        {
            if (shared is { Callers: 0 })
            {
                _shared.Remove(key);
            }
        }
    }

    private sealed class Shared : IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public Shared(Func<CancellationToken, Task<Forecast>> make) => Made = new(() => make(_stopping.Token));

        public Lazy<Task<Forecast>> Made { get; }

        public int Callers { get; set; }

        /// <summary>Until when it is shown; null while it is made, and when that failed.</summary>
        public DateTimeOffset? KeptUntil { get; set; }

        /// <summary>Ends the making, for which nobody waits any more.</summary>
        public void Dispose()
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }
}
