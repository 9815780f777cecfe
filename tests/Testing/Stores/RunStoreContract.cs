using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IRunStore"/> does.</summary>
public abstract class RunStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IRunStore> NewStoreAsync();

    [Fact]
    public async Task OpenedRun_IsFound_AsItWasWritten()
    {
        var runs = await NewStoreAsync();
        var run = Samples.Run() with { Failure = "it's 漢字", Waterfall = new(5, 2, 3), CompletedAt = Samples.Now, Pages = 4 };

        var opened = await runs.OpenAsync(run, Token);

        Assert.NotNull(opened.ETag);
        Assert.Equal(run with { ETag = opened.ETag }, opened);
        Assert.Equal(opened, await runs.FindAsync(run.Id, Token));
        Assert.Null(await runs.FindAsync(new RunId(1), Token));
    }

    [Fact]
    public async Task RunThatWasResumed_IsFound_AsItWasWritten()
    {
        var runs = await NewStoreAsync();
        var first = await runs.OpenAsync(Samples.Run(), Token);
        var run = first with
        {
            Zones = new ZoneCounts(1, 2, 3),
            OverdueAsOf = Samples.Now,
            CatchUp = [new LanePosition(0, 4, 17)],
            Dropping = [new LanePosition(1, 5, 1)],
            EndReason = "finishDatePassed",
            PlanVersion = 3,
        };

        await runs.UpdateAsync(run, Token);

        var found = (await runs.FindAsync(run.Id, Token))!;
        Assert.Equal(run.CatchUp, found.CatchUp);
        Assert.Equal(run.Dropping, found.Dropping);
        Assert.Equal(run with { CatchUp = found.CatchUp, Dropping = found.Dropping, ETag = found.ETag }, found);
    }

    [Fact]
    public async Task SecondStart_FindsTheFirst()
    {
        var runs = await NewStoreAsync();
        var first = await runs.OpenAsync(Samples.Run(), Token);
        var running = await runs.UpdateAsync(first with { Status = RunStatus.Running, Pages = 7 }, Token);

        Assert.Equal(running, await runs.OpenAsync(Samples.Run(lanes: 5), Token));
    }

    [Fact]
    public async Task StartsAtOnce_OpenOneRun()
    {
        var runs = await NewStoreAsync();

        var opened = await Task.WhenAll(Enumerable.Range(1, 5).Select(lanes => runs.OpenAsync(Samples.Run(lanes: lanes), Token)));

        Assert.Single(opened.Distinct());
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var runs = await NewStoreAsync();
        var first = await runs.OpenAsync(Samples.Run(), Token);
        var second = await runs.UpdateAsync(first with { Pages = 2 }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => runs.UpdateAsync(first with { Pages = 3 }, Token));

        Assert.Equal(second, await runs.FindAsync(first.Id, Token));
    }

    [Fact]
    public async Task List_IsNewestOccurrenceFirst_AndItsPagesNeitherLoseNorRepeat()
    {
        var runs = await NewStoreAsync();
        foreach (var day in new[] { 2, 0, 3, 1 })
        {
            await runs.OpenAsync(Samples.Run(day: day), Token);
        }

        var first = await runs.ListAsync("acme", "task", 2, null, Token);
        await runs.OpenAsync(Samples.Run(day: 9), Token);
        var second = await runs.ListAsync("acme", "task", 2, first.Next, Token);

        Assert.Equal([3, 2, 1, 0], first.Items.Concat(second.Items).Select(run => (run.Occurrence - Samples.Now).Days));
        Assert.Null(second.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => runs.ListAsync("acme", "other task", 2, first.Next, Token));
        await Assert.ThrowsAsync<BadCursorException>(() => runs.ListAsync("acme", "task", 2, "rubbish", Token));
    }

    [Fact]
    public async Task SameTask_OfTwoTenants_HasItsOwnRuns()
    {
        var runs = await NewStoreAsync();
        var ours = await runs.OpenAsync(Samples.Run("acme"), Token);
        var theirs = await runs.OpenAsync(Samples.Run("other"), Token);

        await runs.DeleteAsync(ours, Token);

        Assert.Empty((await runs.ListAsync("acme", "task", 10, null, Token)).Items);
        Assert.Equal(theirs, Assert.Single((await runs.ListAsync("other", "task", 10, null, Token)).Items));
    }

    [Fact]
    public async Task Tests_AreListedApartFromRuns_AndFoundByTheirIds()
    {
        var runs = await NewStoreAsync();
        var run = await runs.OpenAsync(Samples.Run(), Token);
        var test = new TestSend(RunId.OfTest("acme", "task", "1"), Samples.Now, TaskActor.Service, PlanVersion: 2)
        {
            Testers = [new TestRecipient("tester", "it's 漢字", "tess@example.net")],
        };
        var opened = await runs.OpenAsync(Samples.Run() with { Id = test.Run, Test = test }, Token);

        Assert.Equal(opened, Assert.Single((await runs.ListTestsAsync("acme", "task", 10, null, Token)).Items));
        Assert.Equal(run, Assert.Single((await runs.ListAsync("acme", "task", 10, null, Token)).Items));
        Assert.Equal(test, (await runs.FindAsync(test.Run, Token))!.Test);
        Assert.Empty((await runs.ListTestsAsync("other", "task", 10, null, Token)).Items);
        var closed = await runs.UpdateAsync(opened with { CompletedAt = Samples.Now }, Token);
        await runs.DeleteAsync(closed, Token);
        Assert.Empty((await runs.ListTestsAsync("acme", "task", 10, null, Token)).Items);
        Assert.NotNull(await runs.FindAsync(run.Id, Token));
    }

    [Fact]
    public async Task DeletedRun_IsNotFound_AndDeletingItAgainIsNoError()
    {
        var runs = await NewStoreAsync();
        var run = await runs.OpenAsync(Samples.Run(lanes: 3), Token);
        var later = await runs.OpenAsync(Samples.Run(day: 1), Token);

        await runs.DeleteAsync(run with { ETag = "another version" }, Token);
        await runs.DeleteAsync(run, Token);

        Assert.Null(await runs.FindAsync(run.Id, Token));
        Assert.Equal(later, await runs.FindAsync(later.Id, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => runs.UpdateAsync(run, Token));
    }
}
