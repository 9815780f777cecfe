using CampaignTasks.App.Scheduling;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>Two processes that try for one lease, on clocks that the test moves.</summary>
[Collection(EngineTests.Name)]
public sealed class SchedulerLeaseTests(EngineFixture engine)
{
    private static readonly TimeSpan UntilTheNextTry = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Term_OfTwoProcesses_IsOnesOnly()
    {
        await using var first = await Candidate.StartAsync(engine, "LeaseOfTwo");
        await using var second = await Candidate.StartAsync(engine, "LeaseOfTwo");

        Assert.NotNull(first.Term);
        Assert.Null(second.Term);
    }

    [Fact]
    public async Task Term_OfTheOwner_IsKeptByRenewing()
    {
        await using var first = await Candidate.StartAsync(engine, "LeaseRenewed");
        var term = first.Term;

        for (var i = 0; i < 4; i++)
        {
            await first.TryAgainAsync();
        }

        Assert.NotNull(term);
        Assert.Equal(term, first.Term);
    }

    [Fact]
    public async Task Term_WhenTheOwnerStops_IsTheOthers()
    {
        var first = await Candidate.StartAsync(engine, "LeaseReleased");
        await using var second = await Candidate.StartAsync(engine, "LeaseReleased");

        await first.DisposeAsync();
        await second.TryAgainAsync();

        Assert.Null(first.Term);
        Assert.NotNull(second.Term);
    }

    [Fact]
    public async Task Term_AfterAStandstill_IsAnother()
    {
        await using var process = await Candidate.StartAsync(engine, "LeaseAfterStandstill");
        var before = process.Term;

        await process.TryAgainAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(before);
        Assert.NotNull(process.Term);
        Assert.NotEqual(before, process.Term);
    }

    /// <summary>A process that wants to own.</summary>
    private sealed class Candidate : IAsyncDisposable
    {
        private readonly CountedWaits _time = new();
        private readonly SchedulerLease _lease;

        private Candidate(EngineFixture engine, string hub) =>
            _lease = new(
                engine.Azurite.Account,
                Options.Create(new AppOptions { HubName = hub }),
                _time,
                NullLogger<SchedulerLease>.Instance
            );

        public long? Term => _lease.Term;

        /// <summary>Starts one, which has tried when this returns.</summary>
        public static async Task<Candidate> StartAsync(EngineFixture engine, string hub)
        {
            var candidate = new Candidate(engine, hub);
            await candidate._lease.StartAsync(default);
            await Eventually.HoldsAsync(() => candidate._time.Waits == 1);
            return candidate;
        }

        /// <summary>Lets time pass, and waits until it has tried again.</summary>
        public async Task TryAgainAsync(TimeSpan? after = null)
        {
            var waits = _time.Waits;
            _time.Advance(after ?? UntilTheNextTry);
            await Eventually.HoldsAsync(() => _time.Waits > waits);
        }

        public async ValueTask DisposeAsync()
        {
            await _lease.StopAsync(default);
            _lease.Dispose();
        }
    }

    /// <summary>A clock that counts how often somebody waits by it.</summary>
    private sealed class CountedWaits : FakeTimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _waits);
            return timer;
        }
    }
}
