using System.Globalization;
using CampaignTasks.Durable.Protocol;
using CampaignTasks.Testing.Durable;
using Google.Protobuf;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class RecoveryTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly FakeTime _time = new();
    private readonly Samples _samples = new();
    private readonly Machine _machine = new();

    [Fact]
    public async Task Timers_OfADeadProcess_FireInTheNext()
    {
        var first = await NewHub().StartedAsync();
        var overdue = await first.ScheduleAsync("Sleeps", "3600");
        var later = await first.ScheduleAsync("Sleeps", "172800");
        await first.UntilWaitingAsync(2);
        await first.DisposeAsync();
        _time.Advance(TimeSpan.FromDays(1));

        await using var second = await NewHub().StartedAsync();

        Assert.Equal("slept", await second.OutputAsync(overdue));
        await second.UntilWaitingAsync(1);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("slept", await second.OutputAsync(later));
    }

    [Fact]
    public async Task Message_DeliveredAgainAfterItWasApplied_IsNotAppliedTwice()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x");
        var message = new HubMessage(id, "01A", "somebody", 7, null, Word("once").ToByteArray());

        foreach (var key in (string[])["01A", "01B", "01C"]) await DeliverAsync(hub, message with { Key = key });
        await DeliverAsync(hub, message with { Key = "01D", Sequence = 8, Body = Word("end").ToByteArray() });

        Assert.Equal("once,end", await hub.OutputAsync(id));
        Assert.Empty(_store.Inspect(id).Messages);
    }

    [Fact]
    public async Task Message_NobodyToldOf_IsFoundByASweep()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x");
        await hub.Client.WaitForInstanceStartAsync(id, false, CancellationToken.None);
        await _store.AddMessageAsync(new(id, "01A", "somebody", 1, null, Word("end").ToByteArray()), CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("end", await hub.OutputAsync(id));
    }

    [Fact]
    public async Task Activity_UnderWayInADeadProcess_RunsAgain()
    {
        var first = await NewHub().StartedAsync();
        var id = await first.ScheduleAsync("Calls", "Gate");
        await first.UntilAsync(() => _samples.Runs.Count == 1);
        await first.DisposeAsync();

        await using var second = await NewHub().StartedAsync();
        await second.UntilAsync(() => _samples.Runs.Count == 2);
        _samples.Gate.SetResult();

        Assert.Equal("x", await second.OutputAsync(id));
    }

    [Fact]
    public async Task History_OverManyRows_IsReadBackWhole()
    {
        var first = await NewHub(options => options.MaxCachedInstances = 1).StartedAsync();
        var id = await first.ScheduleAsync("Listens", "x");
        var words = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), 2_000)).ToList();
        foreach (var batch in words.Chunk(10))
        {
            foreach (var word in batch) await first.Client.RaiseEventAsync(id, "word", word, CancellationToken.None);
            await first.UntilAsync(() => _store.Inspect(id).Messages.Count == 0);
        }

        Assert.True(_store.Inspect(id).Rows.Count >= 3);
        await first.DisposeAsync();

        await using var second = await NewHub().StartedAsync();
        await second.Client.RaiseEventAsync(id, "word", "end", CancellationToken.None);

        Assert.Equal(string.Join(',', [.. words, "end"]), await second.OutputAsync(id));
    }

    [Fact]
    public async Task WaitingInstances_BeyondTheCache_KeepNothingButDueTimesThatAreNear()
    {
        await using var hub = await NewHub(options => options.MaxCachedInstances = 100).StartedAsync();

        await Parallel.ForAsync(0, 10_000, async (i, _) => await hub.ScheduleAsync("Sleeps", i < 10 ? "900" : "86400", $"s{i}"));
        await hub.UntilWaitingAsync(10_000);

        await hub.UntilAsync(() => hub.Health.LoadedInstances <= 100 && hub.Owner!.WaitingTimers <= 10);
    }

    [Fact]
    public async Task WaitingInstances_DueBeyondWhatIsKept_WakeInTime()
    {
        await using var hub = await NewHub(options => options.SweepInterval = TimeSpan.FromMinutes(20)).StartedAsync();
        await Parallel.ForAsync(0, 200, async (i, _) => await hub.ScheduleAsync("Sleeps", (7_200 + i).ToString(CultureInfo.InvariantCulture), $"s{i}"));
        await hub.UntilWaitingAsync(200);

        List<TimeSpan> late = [];
        for (var i = 0; i < 200; i++)
        {
            var finished = await hub.FinishedAsync($"s{i}");
            late.Add(finished.LastUpdatedAt - finished.CreatedAt - TimeSpan.FromSeconds(7_200 + i));
        }

        Assert.InRange(late.Max(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private static HistoryEvent Word(string word) => new() { EventId = -1, Timestamp = new(), EventRaised = new() { Name = "word", Input = $"\"{word}\"" } };

    private async Task DeliverAsync(TestHub hub, HubMessage message)
    {
        await _store.AddMessageAsync(message, CancellationToken.None);
        await _store.AddWakeAsync(new(message.Key, message.InstanceId, message.Key), CancellationToken.None);
        await hub.UntilAsync(() => _store.Inspect(message.InstanceId).Messages.Count == 0);
    }

    private TestHub NewHub(Action<DurableHubOptions>? configure = null) => new(_store, _time, _samples, _machine, configure);
}
