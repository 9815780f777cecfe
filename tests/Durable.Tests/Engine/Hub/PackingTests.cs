using CampaignTasks.Durable.Engine.Hub;
using CampaignTasks.Durable.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class PackingTests
{
    private static readonly HistoryEvent Start = NewStart();

    [Fact]
    public void History_PackedTurnByTurn_ReadsBackInOrder() => Prop.ForAll<int[][]>(turns =>
    {
        var (tail, rows, written) = (ReadOnlyMemory<byte>.Empty, new List<HubRow>(), new List<HistoryEvent>());
        foreach (var sizes in turns)
        {
            List<HistoryEvent> events = [.. sizes.Select(size => Raised(Math.Abs(size) % 5 * 7_000))];
            var (nextTail, newRows) = HistoryLog.Append(tail, 2, rows.Count, events);
            (tail, written) = (nextTail, [.. written, .. events]);
            rows.AddRange(newRows);
        }

        Assert.Equal(HistoryLog.RowNames(2, rows.Count), rows.Select(row => row.Name));
        Assert.True(tail.Length <= HistoryLog.TailBytes && rows.All(row => row.Data.Length <= HubLimits.RowBytes));
        Assert.Equal(written, HistoryLog.Parse([.. rows.Select(row => row.Data), tail], Start));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void History_OfAStart_KeepsItsInputInTheStateAlone()
    {
        var (tail, _) = HistoryLog.Append(default, 0, 0, [Start]);

        Assert.True(tail.Length < 1_000);
        Assert.Equal([Start], HistoryLog.Parse([tail], Start));
    }

    [Fact]
    public void History_Cut_IsRefusedAsUnreadable()
    {
        var (tail, _) = HistoryLog.Append(default, 0, 0, [Raised(100)]);

        Assert.Throws<InvalidDataException>(() => HistoryLog.Parse([tail[..50]], Start));
    }

    [Fact]
    public void Seen_AfterSaving_KnowsTheHighestNumberPerSender()
    {
        var seen = new SeenSenders();
        seen.Add("a", 5);
        seen.Add("b", 1);
        seen.Add("a", 3);

        var read = SeenSenders.Parse(seen.ToBytes());

        Assert.True(read.Contains("a", 5) && read.Contains("a", 1) && !read.Contains("a", 6) && !read.Contains("c", 0));
    }

    [Fact]
    public void Seen_ByManySenders_ForgetsTheOneHeardLongestAgo()
    {
        var seen = new SeenSenders();
        for (var i = 0; i <= SeenSenders.Capacity; i++) seen.Add($"s{i}", 1);

        Assert.False(seen.Contains("s0", 1));
        Assert.True(seen.Contains("s1", 1));
        Assert.Equal(16 * SeenSenders.Capacity, seen.ToBytes().Length);
    }

    [Fact]
    public void Ulids_OnAStandingClock_RiseAndAreUnique()
    {
        var ulids = new UlidSource(new FakeTime(), Surroundings.OfTheProcess.Chance);

        var made = Enumerable.Range(0, 1_000).Select(_ => ulids.Next()).ToList();

        Assert.Equal(made, made.Distinct().Order(StringComparer.Ordinal));
        Assert.All(made, ulid => Assert.Equal(26, ulid.Length));
    }

    [Fact]
    public void TimerIndex_ChangedOften_WakesOnceAtTheLastDueTime()
    {
        var time = new FakeTime();
        var woken = new List<string>();
        using var index = new TimerIndex(time, TimeSpan.FromHours(2), woken.Add);
        for (var i = 1; i <= 5_000; i++) index.Set("a", time.GetUtcNow().AddSeconds(i));
        index.Set("b", time.GetUtcNow().AddSeconds(1));
        index.Set("b", null);

        time.Advance(TimeSpan.FromSeconds(4_999));
        Assert.Empty(woken);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a"], woken);
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void TimerIndex_OfAFarDueTime_KeepsNothing()
    {
        var time = new FakeTime();
        using var index = new TimerIndex(time, TimeSpan.FromMinutes(20), _ => { });

        index.Set("a", time.GetUtcNow().AddMinutes(5));
        index.Set("a", time.GetUtcNow().AddDays(1));
        Assert.Equal(0, index.Count);

        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10));
        index.SetEarlier("a", time.GetUtcNow().AddMinutes(10));
        Assert.Equal(1, index.Count);
    }

    private static HistoryEvent NewStart() => History.Started("i", "Sample", "e", new string('x', 100_000), DateTimeOffset.UnixEpoch);

    private static HistoryEvent Raised(int size) => new() { EventId = -1, EventRaised = new() { Name = "e", Input = new string('y', size) } };
}
