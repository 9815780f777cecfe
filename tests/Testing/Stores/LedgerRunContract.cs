using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ILedger"/> does with runs.</summary>
public abstract class LedgerRunContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<ILedger> NewLedgerAsync();

    [Fact]
    public async Task OpenedRun_IsFound_AsItWasWritten()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run() with { Failure = "it's 漢字", Waterfall = new(5, 2, 3), CompletedAt = Samples.Now, Pages = 4 };

        var opened = await ledger.OpenAsync(run, Token);

        Assert.NotNull(opened.ETag);
        Assert.Equal(run with { ETag = opened.ETag }, opened);
        Assert.Equal(opened, await ledger.FindAsync(run.Id, Token));
        Assert.Null(await ledger.FindAsync(new RunId(1), Token));
    }

    [Fact]
    public async Task RunThatWasResumed_IsFound_AsItWasWritten()
    {
        var ledger = await NewLedgerAsync();
        var first = await ledger.OpenAsync(Samples.Run(), Token);
        var run = first with
        {
            Zones = new ZoneCounts(1, 2, 3),
            OverdueAsOf = Samples.Now,
            CatchUp = [new LanePosition(0, 4, 17)],
            Dropping = [new LanePosition(1, 5, 1)],
            EndReason = "finishDatePassed",
            PlanVersion = 3,
        };

        await ledger.UpdateAsync(run, Token);

        var found = (await ledger.FindAsync(run.Id, Token))!;
        Assert.Equal(run.CatchUp, found.CatchUp);
        Assert.Equal(run.Dropping, found.Dropping);
        Assert.Equal(run with { CatchUp = found.CatchUp, Dropping = found.Dropping, ETag = found.ETag }, found);
    }

    [Fact]
    public async Task SecondStart_FindsTheFirst()
    {
        var ledger = await NewLedgerAsync();
        var first = await ledger.OpenAsync(Samples.Run(), Token);
        var running = await ledger.UpdateAsync(first with { Status = RunStatus.Running, Pages = 7 }, Token);

        Assert.Equal(running, await ledger.OpenAsync(Samples.Run(lanes: 5), Token));
    }

    [Fact]
    public async Task StartsAtOnce_OpenOneRun()
    {
        var ledger = await NewLedgerAsync();

        var runs = await Task.WhenAll(Enumerable.Range(1, 5).Select(lanes => ledger.OpenAsync(Samples.Run(lanes: lanes), Token)));

        Assert.Single(runs.Distinct());
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var ledger = await NewLedgerAsync();
        var first = await ledger.OpenAsync(Samples.Run(), Token);
        var second = await ledger.UpdateAsync(first with { Pages = 2 }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.UpdateAsync(first with { Pages = 3 }, Token));

        Assert.Equal(second, await ledger.FindAsync(first.Id, Token));
    }

    [Fact]
    public async Task List_IsNewestOccurrenceFirst_AndItsPagesNeitherLoseNorRepeat()
    {
        var ledger = await NewLedgerAsync();
        foreach (var day in new[] { 2, 0, 3, 1 })
        {
            await ledger.OpenAsync(Samples.Run(day: day), Token);
        }

        var first = await ledger.ListAsync("acme", "task", 2, null, Token);
        await ledger.OpenAsync(Samples.Run(day: 9), Token);
        var second = await ledger.ListAsync("acme", "task", 2, first.Next, Token);

        Assert.Equal([3, 2, 1, 0], first.Items.Concat(second.Items).Select(run => (run.Occurrence - Samples.Now).Days));
        Assert.Null(second.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => ledger.ListAsync("acme", "other task", 2, first.Next, Token));
        await Assert.ThrowsAsync<BadCursorException>(() => ledger.ListAsync("acme", "task", 2, "rubbish", Token));
    }

    [Fact]
    public async Task SameTask_OfTwoTenants_HasItsOwnRuns()
    {
        var ledger = await NewLedgerAsync();
        var ours = await ledger.OpenAsync(Samples.Run("acme"), Token);
        var theirs = await ledger.OpenAsync(Samples.Run("other"), Token);
        await ledger.AddPagesAsync(ours, [Samples.Page(0, messages: 1)], Token);
        await ledger.AddPagesAsync(theirs, [Samples.Page(0, messages: 2)], Token);

        await ledger.DeleteAsync("acme", "task", Token);

        Assert.Empty((await ledger.ListAsync("acme", "task", 10, null, Token)).Items);
        Assert.Equal(theirs, Assert.Single((await ledger.ListAsync("other", "task", 10, null, Token)).Items));
        Assert.Equal(2, (await ledger.CountAsync(theirs, Token)).Total);
    }

    [Fact]
    public async Task DeletedTask_LeavesNothing_AndDeletingItAgainIsNoError()
    {
        var ledger = await NewLedgerAsync();
        var run = await ledger.OpenAsync(Samples.Run(lanes: 3), Token);
        var later = await ledger.OpenAsync(Samples.Run(day: 1), Token);
        await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 250).Select(number => Samples.Page(number, messages: 1))], Token);
        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 0, Domain.Messages.MessageState.Sent)], Token);

        await ledger.DeleteAsync("acme", "task", Token);
        await ledger.DeleteAsync("acme", "task", Token);

        Assert.Null(await ledger.FindAsync(run.Id, Token));
        Assert.Null(await ledger.FindAsync(later.Id, Token));
        Assert.Null(await ledger.ReadPageAsync(run, 0, Token));
        Assert.Equal(default, await ledger.CountAsync(run, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.UpdateAsync(run, Token));
    }
}
