using CampaignTasks.Durable.Engine.Hub;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class FairQueueTests
{
    [Fact]
    public async Task Next_OfALongShareAndAShortOne_ServesThemInTurn()
    {
        var queue = Of("a1 a2 a3 a4 b1 b2");

        Assert.Equal(["a1", "b1", "a2", "b2", "a3", "a4"], await TakeAsync(queue, 6));
    }

    [Fact]
    public async Task Next_OfAShareWithAsManyUnderWayAsItMay_WaitsUntilOneIsDone()
    {
        var queue = Of("a1 a2 a3 b1", mostOfOne: 2);
        Assert.Equal(["a1", "b1", "a2"], await TakeAsync(queue, 3));
        var waiting = queue.NextAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);

        queue.Done("a1");

        Assert.Equal("a3", await waiting);
    }

    [Fact]
    public async Task Next_OfAWorkerThatGaveUp_LeavesTheItemToOthers()
    {
        var queue = Of("");
        using var gaveUp = new CancellationTokenSource();
        var first = queue.NextAsync(gaveUp.Token).AsTask();
        var second = queue.NextAsync(default).AsTask();
        await gaveUp.CancelAsync();

        queue.Add("a1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("a1", await second);
    }

    [Fact]
    public async Task Next_OfAWorkerThatIsToStop_TakesNothing()
    {
        var queue = Of("a1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.NextAsync(new CancellationToken(canceled: true)).AsTask());

        Assert.Equal("a1", await queue.NextAsync(default));
    }

    [Fact]
    public async Task Complete_HandsOutWhatWaits_ThenNothing()
    {
        var queue = Of("a1 a2", mostOfOne: 1);
        Assert.Equal("a1", await queue.NextAsync(default));
        var (waiting, idle) = (queue.NextAsync(default).AsTask(), queue.NextAsync(default).AsTask());

        queue.Complete();
        queue.Add("late");
        Assert.False(waiting.IsCompleted);
        queue.Done("a1");

        Assert.Equal("a2", await waiting);
        Assert.Null(await idle);
        Assert.Null(await queue.NextAsync(default));
    }

    /// <summary>Whatever comes, goes and is done in whatever order: each item once, each share in its order and within its bound, and nobody waits beside an item that may be taken.</summary>
    [Fact]
    public void Law_OfAnySteps()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            steps =>
            {
                const int MostOfOne = 2;
                var queue = new FairQueue<string>(item => item[..1], MostOfOne);
                List<string> added = [], taken = [], underWay = [];
                foreach (var step in steps)
                {
                    if (step % 3 is 0 or 1 && step < 200)
                    {
                        added.Add($"{(char)('a' + (step % 5))}{added.Count:D4}");
                        queue.Add(added[^1]);
                    }
                    else if (step % 2 is 0 && underWay.Count > 0)
                    {
                        queue.Done(underWay[0]);
                        underWay.RemoveAt(0);
                    }
                    else if (added.Except(taken).Any(item => underWay.Count(other => other[0] == item[0]) < MostOfOne))
                    {
                        var next = queue.NextAsync(default);
                        Assert.True(next.IsCompletedSuccessfully, "There was one to take.");
                        taken.Add(next.Result!);
                        underWay.Add(taken[^1]);
                    }

                    Assert.Equal(added.Count - taken.Count, queue.Count);
                    Assert.All(underWay.GroupBy(item => item[0]), share => Assert.InRange(share.Count(), 1, MostOfOne));
                }

                Assert.All(taken.GroupBy(item => item[0]), share => Assert.Equal(added.Where(item => item[0] == share.Key).Take(share.Count()), share));
            }).QuickCheckThrowOnFailure();
    }

    private static FairQueue<string> Of(string items, int? mostOfOne = null)
    {
        var queue = new FairQueue<string>(item => item[..1], mostOfOne);
        foreach (var item in items.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            queue.Add(item);
        }

        return queue;
    }

    private static async Task<List<string>> TakeAsync(FairQueue<string> queue, int count)
    {
        List<string> taken = [];
        while (taken.Count < count)
        {
            taken.Add((await queue.NextAsync(default))!);
        }

        return taken;
    }
}
