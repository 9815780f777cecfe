using System.Collections.Concurrent;
using CampaignTasks.Api.Functions;
using CampaignTasks.App.Scheduling;
using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Timers;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.App.Tests.Scheduling;

/// <summary>One function, due every five minutes, called by a host of its own on a clock that the test moves.</summary>
internal sealed class TimerFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly TimerFunction _function = TimerFunction.From<Recorder>("0 */5 * * * *");
    private Task _run = Task.CompletedTask;

    public TimerFixture()
    {
        Start = Time.GetUtcNow();
        _services = new ServiceCollection().AddSingleton(new Recorder(Calls)).BuildServiceProvider();
        Runner = new(_services.GetRequiredService<IServiceScopeFactory>(), NullLogger<TimerRunner>.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public DateTimeOffset Start { get; }

    public TestLease Lease { get; } = new();

    public TroubledMarks Marks { get; } = new();

    public TimerRunner Runner { get; }

    public RecordedCalls Calls { get; } = new();

    public static async Task<TimerFixture> StartAsync()
    {
        var scene = new TimerFixture();
        await scene.RunAsync();
        return scene;
    }

    // On a thread of the pool, so that whatever a moved clock sets off has happened when the call returns.
    public Task RunAsync() =>
        Task.Run(() =>
        {
            _run = new TimerLoop(_function, Runner, Marks, Lease, Time, NullLogger.Instance).RunAsync(_stop.Token);
        });

    // Second by second: whoever is called by this clock sees the time it stops at, and each tick is to see its own.
    public Task AdvanceAsync(TimeSpan by) =>
        Task.Run(() =>
        {
            for (var end = Time.GetUtcNow() + by; Time.GetUtcNow() < end; )
            {
                Time.Advance(TimeSpan.FromSeconds(1));
            }
        });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run);
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>What the function was called with; it can be made to fail and to take long.</summary>
    internal sealed class RecordedCalls
    {
        private readonly ConcurrentQueue<TimerTick> _ticks = new();
        private int _now;

        public IReadOnlyList<TimerTick> Ticks => [.. _ticks];

        public int MaxAtOnce { get; private set; }

        public bool Fail { get; set; }

        /// <summary>What the next calls wait for.</summary>
        public Task Held { get; set; } = Task.CompletedTask;

        public async Task NoteAsync(TimerTick tick)
        {
            MaxAtOnce = Math.Max(MaxAtOnce, Interlocked.Increment(ref _now));
            _ticks.Enqueue(tick);
            await Held;
            Interlocked.Decrement(ref _now);
            if (Fail)
            {
                throw new IOException("no luck");
            }
        }
    }

    internal sealed class Recorder(RecordedCalls calls) : ITimerFunction
    {
        public Task RunAsync(TimerTick tick, CancellationToken cancellationToken) => calls.NoteAsync(tick);
    }

    internal sealed class TestLease : ISchedulerLease
    {
        public long? Term { get; private set; } = 1;

        public void StandBy() => Term = null;

        public void Own(long term) => Term = term;
    }

    internal sealed class TroubledMarks : ITimerMarks
    {
        private readonly InMemoryTimerMarks _marks = new();

        public bool Fail { get; set; }

        public Task<DateTimeOffset?> FindAsync(string function, CancellationToken cancellationToken) =>
            Fail ? Task.FromException<DateTimeOffset?>(new IOException("away")) : _marks.FindAsync(function, cancellationToken);

        public Task SetAsync(string function, DateTimeOffset calledAt, CancellationToken cancellationToken) =>
            Fail ? Task.FromException(new IOException("away")) : _marks.SetAsync(function, calledAt, cancellationToken);
    }
}
