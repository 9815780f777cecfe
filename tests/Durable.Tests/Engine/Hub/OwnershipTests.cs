using CampaignTasks.Testing;
using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class OwnershipTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly FakeTime _time = new();
    private readonly Samples _samples = new();
    private readonly Machine _machine = new();

    [Fact]
    public async Task Hub_KilledOnTheSameMachine_IsSucceededAtOnce()
    {
        await using var first = await NewHub().StartedAsync();
        await first.KillAsync();

        await using var second = NewHub();
        await second.StartAsync();

        // The clock stands still: nothing is waited for.
        await Eventually.HoldsAsync(() => second.Health is { Role: HubRole.Owner, Epoch: 2 });
    }

    [Fact]
    public async Task Hub_OnAnotherMachine_WaitsForTheLeaseToRunOut()
    {
        await using var first = await NewHub(lease: TimeSpan.FromSeconds(15)).StartedAsync();
        await using var second = NewHub(new Machine(), lease: TimeSpan.FromSeconds(15));
        await second.StartAsync();
        // Here the clock must not outrun the owner's renewals.
        await Eventually.HoldsAsync(async () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return (await _store.ReadLeaseAsync(CancellationToken.None))!.Renewals >= 12;
        });
        await Eventually.HoldsAsync(() => (first.Health.Role, second.Health.Role) == (HubRole.Owner, HubRole.Standby));

        await first.KillAsync();
        await second.UntilAsync(() => second.Owner is not null);

        await second.UntilAsync(() => second.Health.Epoch == 2);
    }

    [Fact]
    public async Task Hub_Stopped_ReleasesTheLease()
    {
        await using var first = await NewHub().StartedAsync();
        await using var second = NewHub(new Machine());
        await second.StartAsync();

        await first.StopAsync();
        await second.UntilAsync(() => second.Owner is not null);

        Assert.Equal(HubRole.Stopped, first.Health.Role);
        Assert.True((await _store.ReadLeaseAsync(CancellationToken.None)) is { Epoch: 2, Released: false });
    }

    [Fact]
    public async Task Owner_ThatWasStalled_CannotCommitAfterItsSuccessor()
    {
        // The old owner is deep in an activity when its storage stops answering; a successor takes over and finishes the instance; then the old one wakes up.
        var stalling = new StallingStore(_store);
        await using var old = await new TestHub(stalling, _time, _samples, _machine, options => options.LeaseDuration = TimeSpan.FromSeconds(15)).StartedAsync();
        var id = await old.ScheduleAsync("Calls", "Gate");
        await old.UntilAsync(() => _samples.Runs.Count == 1);
        stalling.Stall();
        _samples.Gate.SetResult();
        await stalling.Stalled.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await using var next = NewHub(new Machine(), lease: TimeSpan.FromSeconds(15));
        await next.StartAsync();
        Assert.Equal("x", await next.OutputAsync(id));
        var finished = await _store.ReadInstanceAsync(id, CancellationToken.None);
        stalling.Resume();
        await next.UntilAsync(() => stalling.Refused > 0);

        Assert.Equal(finished!.Version, (await _store.ReadInstanceAsync(id, CancellationToken.None))!.Version);
        Assert.Equal(2, finished.Epoch);
        await next.UntilAsync(() => next.Health.Epoch == 2);
    }

    [Fact]
    public async Task Client_InAnotherProcess_ReachesTheOwnerByNotes()
    {
        await using var owner = await NewHub().StartedAsync();
        await using var other = NewHub();
        await other.StartAsync();

        var id = await other.ScheduleAsync("Listens", "x");
        await other.Client.WaitForInstanceStartAsync(id, false, CancellationToken.None).WaitWhileAsync(owner);
        await other.Client.RaiseEventAsync(id, "word", "end", CancellationToken.None);

        Assert.Equal("end", await owner.OutputAsync(id));
        Assert.Equal(HubRole.Standby, other.Health.Role);
        await owner.UntilAsync(async () => (await _store.ReadWakesAsync(CancellationToken.None)).Count == 0);
    }

    [Fact]
    public async Task Owner_WithoutStorage_ComesBackByItself()
    {
        var stalling = new StallingStore(_store);
        await using var hub = await new TestHub(stalling, _time, _samples, _machine, options => options.LeaseDuration = TimeSpan.FromSeconds(15)).StartedAsync();
        var id = await hub.ScheduleAsync("Sleeps", "30");
        stalling.Fail = true;
        await hub.UntilAsync(() => hub.Owner is null && hub.Health.LastError is not null);

        stalling.Fail = false;

        Assert.Equal("slept", await hub.OutputAsync(id));
        await hub.UntilAsync(() => hub.Owner is not null);
    }

    private TestHub NewHub(Machine? machine = null, TimeSpan? lease = null) =>
        new(_store, _time, _samples, machine ?? _machine, options => options.LeaseDuration = lease ?? options.LeaseDuration);
}

internal static class Waiting
{
    /// <summary>Lets the hub's clock run until a call returns.</summary>
    public static async Task<T> WaitWhileAsync<T>(this Task<T> call, TestHub hub)
    {
        await hub.UntilAsync(() => call.IsCompleted);
        return await call;
    }
}
