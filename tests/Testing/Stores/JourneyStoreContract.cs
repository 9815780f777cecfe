using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>The contract of <see cref="IJourneyStore"/>.</summary>
public abstract class JourneyStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly AutomationKey _key = new("acme", $"automation{Guid.NewGuid():N}");

    private IJourneyStore Store { get; set; } = null!;

    public async Task InitializeAsync() => Store = await NewStoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IJourneyStore> NewStoreAsync();

    [Fact]
    public async Task Page_StoredAndRead_IsTheSame()
    {
        var page = Page(3, Journey("ann", Noon), null, Journey("bob", due: null));
        page.Batch = "batch";

        await Store.SavePageAsync(_key, page, default);

        var read = await Store.FindPageAsync(_key, 3, default);
        Assert.Equal(page.Journeys, read!.Journeys);
        Assert.Equal((page.ETag, "batch", 3), (read.ETag, read.Batch, read.Number));
        Assert.Null(await Store.FindPageAsync(_key, 4, default));
        Assert.Null(await Store.FindPageAsync(_key with { TenantId = "rival" }, 3, default));
    }

    [Fact]
    public async Task Page_ThatSomebodyStoredInBetween_IsNotOverwritten()
    {
        await Store.SavePageAsync(_key, Page(0, Journey("ann", Noon)), default);
        var (one, other) = ((await Store.FindPageAsync(_key, 0, default))!, (await Store.FindPageAsync(_key, 0, default))!);
        one.Set(0, Journey("ann", Noon.AddHours(1)));
        await Store.SavePageAsync(_key, one, default);
        other.Set(0, Journey("ann", Noon.AddHours(2)));

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => Store.SavePageAsync(_key, other, default));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => Store.SavePageAsync(_key, Page(0, Journey("eve", Noon)), default));

        Assert.Equal([new DuePage(0, Noon.AddHours(1))], await Store.ReadDueAsync(_key, 10, default));
    }

    [Fact]
    public async Task DuePages_AreReadEarliestFirst_EachOnce()
    {
        await Store.SavePageAsync(_key, Page(0, Journey("ann", Noon.AddHours(3)), Journey("bob", Noon.AddHours(9))), default);
        await Store.SavePageAsync(_key, Page(1, Journey("eve", Noon.AddHours(1))), default);
        await Store.SavePageAsync(_key, Page(2, Journey("kim", Noon.AddHours(2))), default);
        await Store.SavePageAsync(_key, Page(3, Journey("joe", due: null)), default);
        var moved = (await Store.FindPageAsync(_key, 1, default))!;
        moved.Set(0, Journey("eve", Noon.AddHours(4)));
        await Store.SavePageAsync(_key, moved, default);

        DuePage[] due = [new(2, Noon.AddHours(2)), new(0, Noon.AddHours(3)), new(1, Noon.AddHours(4))];
        Assert.Equal(due, await Store.ReadDueAsync(_key, 10, default));
        Assert.Equal(due[..2], await Store.ReadDueAsync(_key, 2, default));
        Assert.Equal(due[..2], await Store.ReadDueAsync(_key, Noon.AddHours(3), default).ToListAsync());
    }

    [Fact]
    public async Task Page_OfWhichNothingGoesOn_IsNotDue()
    {
        var page = Page(0, Journey("ann", Noon));
        await Store.SavePageAsync(_key, page, default);
        page.Set(0, page.At(0)!.End(JourneyStatus.Completed, reason: null, Noon));
        await Store.SavePageAsync(_key, page, default);

        Assert.Empty(await Store.ReadDueAsync(_key, 10, default));
    }

    [Fact]
    public async Task Counts_AreThoseOfAllPages()
    {
        var done = Journey("bob", Noon).Do(new JourneyStep("steps[0]", Noon, StepOutcome.Sent), 1);
        await Store.SavePageAsync(_key, Page(0, Journey("ann", Noon), done), default);
        await Store.SavePageAsync(_key, Page(1, done.End(JourneyStatus.Converted, "order 1", Noon), null), default);

        var counts = await Store.CountAsync(_key, default);

        Assert.Equal((2, 1), (counts.In(JourneyStatus.Started), counts.In(JourneyStatus.Converted)));
        Assert.Equal(2, counts.Done["steps[0]"][StepOutcome.Sent]);
        Assert.Equal((1, 1), (counts.Standing["1/0"], counts.Standing["1/1"]));
        Assert.Equal(1, counts.Converted["steps[0]"]);
    }

    [Fact]
    public async Task Pages_AreReadInOrderFromANumberOn()
    {
        for (var number = 0; number < 4; number++)
        {
            await Store.SavePageAsync(_key, Page(number, Journey("ann", Noon)), default);
        }

        Assert.Equal([2, 3], await Store.ReadPagesAsync(_key, 2, default).Select(page => page.Number).ToListAsync());
    }

    [Fact]
    public async Task Progress_StoredAndRead_IsTheSame()
    {
        Assert.Equal(new JourneyProgress(), await Store.ReadProgressAsync(_key, default));
        var progress = new JourneyProgress { LastPage = 7, Runs = [new JourneyRun(new RunId(5), 2, 3, Noon) { SettledAt = Noon }] };

        await Store.SaveProgressAsync(_key, progress, default);

        Assert.Equal(progress, await Store.ReadProgressAsync(_key, default));
        Assert.Empty(await Store.ReadPagesAsync(_key, 0, default).ToListAsync());
    }

    [Fact]
    public async Task FullPage_OfLongJourneys_IsStored()
    {
        var steps = Enumerable.Range(0, 50).Select(i => new JourneyStep($"steps[{i}]", Noon, StepOutcome.Sent, Guid.NewGuid().ToString()));
        var journeys = Enumerable.Range(0, JourneyPage.Capacity).Select(i => Journey($"person{i}", Noon) with { Steps = [.. steps] });
        var page = new JourneyPage(0, journeys);

        await Store.SavePageAsync(_key, page, default);

        Assert.Equal(page.Journeys, (await Store.FindPageAsync(_key, 0, default))!.Journeys);
        Assert.Null(page.VacantFrom(0));
    }

    [Fact]
    public async Task Forgotten_WhatIsLeftAndTheCountsAreStored()
    {
        var page = Page(0, Journey("ann", Noon).End(JourneyStatus.Exited, "exitRule", Noon), Journey("bob", Noon));
        await Store.SavePageAsync(_key, page, default);
        var read = (await Store.FindPageAsync(_key, 0, default))!;

        Assert.Equal(1, read.Forget(Noon.AddDays(1)));
        await Store.SavePageAsync(_key, read, default);

        var again = (await Store.FindPageAsync(_key, 0, default))!;
        Assert.Equal(("ann", "list", JourneyStatus.Past), (again.At(0)!.ContactId, again.At(0)!.Entry, again.At(0)!.Status));
        Assert.Null(again.At(0)!.Reason);
        Assert.Equal(0, again.Forget(Noon.AddDays(1)));
        var counts = await Store.CountAsync(_key, default);
        Assert.Equal((1, 1, 0), (counts.In(JourneyStatus.Exited), counts.In(JourneyStatus.Started), counts.In(JourneyStatus.Past)));
    }

    [Fact]
    public async Task Deleted_NothingIsLeft()
    {
        await Store.SavePageAsync(_key, Page(0, Journey("ann", Noon)), default);
        await Store.SaveProgressAsync(_key, new JourneyProgress { LastPage = 1 }, default);

        await Store.DeleteAsync(_key, default);
        await Store.DeleteAsync(_key, default);

        Assert.Null(await Store.FindPageAsync(_key, 0, default));
        Assert.Empty(await Store.ReadDueAsync(_key, 10, default));
        Assert.Equal(new JourneyProgress(), await Store.ReadProgressAsync(_key, default));
    }

    private static JourneyPage Page(int number, params Journey?[] journeys) => new(number, journeys);

    private static Journey Journey(string contact, DateTimeOffset? due) =>
        new()
        {
            ContactId = contact,
            Entry = "list",
            EnteredAt = Noon,
            Status = JourneyStatus.Started,
            Due = due,
        };
}
