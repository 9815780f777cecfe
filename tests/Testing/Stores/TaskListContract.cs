using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>How every <see cref="ITaskStore"/> lists.</summary>
public abstract class TaskListContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITaskStore> NewStoreAsync();

    [Fact]
    public async Task List_IsNewestFirst_AndItsPagesNeitherLoseNorRepeat_WhileTasksAreAdded()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 3, 1, 5, 2, 4 })
        {
            await store.AddAsync(Samples.Task(number: number), [], Token);
        }

        var first = await store.ListAsync("acme", new TaskFilter(), 2, null, Token);
        await store.AddAsync(Samples.Task(number: 6), [], Token);
        var second = await store.ListAsync("acme", new TaskFilter(), 2, first.Next, Token);
        await store.DeleteAsync(second.Items[^1], Token);
        var third = await store.ListAsync("acme", new TaskFilter(), 2, second.Next, Token);

        Assert.Equal(
            ["Task 5", "Task 4", "Task 3", "Task 2", "Task 1"],
            [.. first.Items.Concat(second.Items).Concat(third.Items).Select(task => task.Plan.Name)]
        );
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task List_ThatEndsWithAPage_HasNoNext()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Task(number: 1), [], Token);
        await store.AddAsync(Samples.Task(number: 2), [], Token);

        Assert.Null((await store.ListAsync("acme", new TaskFilter(), 2, null, Token)).Next);
    }

    [Fact]
    public async Task Filters_AreAllApplied()
    {
        var store = await NewStoreAsync();
        var draft = Samples.Task(Samples.Plan(1) with { Name = "Autumn news", Campaign = "autumn" }, number: 1);
        await store.AddAsync(draft, [], Token);
        var running = Samples.Task(Samples.Plan(2) with { Name = "Spring NEWS", Campaign = "spring" }, number: 2);
        await store.AddAsync(running with { Status = CampaignTaskStatus.Running }, [], Token);
        var paused = Samples.Task(Samples.Plan(3) with { Name = "Spring", Campaign = "spring", Channel = ChannelKind.Sms }, number: 3);
        await store.AddAsync(paused with { Status = CampaignTaskStatus.Paused }, [], Token);

        await LeavesAsync(store, new TaskFilter(Statuses: [CampaignTaskStatus.Running, CampaignTaskStatus.Paused]), [3, 2]);
        await LeavesAsync(store, new TaskFilter(Statuses: []), []);
        await LeavesAsync(store, new TaskFilter(Statuses: Enum.GetValues<CampaignTaskStatus>()), [3, 2, 1]);
        await LeavesAsync(store, new TaskFilter(Channel: ChannelKind.Sms), [3]);
        await LeavesAsync(store, new TaskFilter(Campaign: "spring"), [3, 2]);
        await LeavesAsync(store, new TaskFilter(Name: "news"), [2, 1]);
        await LeavesAsync(store, new TaskFilter([CampaignTaskStatus.Running], ChannelKind.Email, "spring", "new"), [2]);
    }

    [Fact]
    public async Task Filters_OfEverythingAtOnce_AreAllApplied()
    {
        var store = await NewStoreAsync();
        for (var i = 0; i < 8; i++)
        {
            var plan = Samples.Plan(i) with
            {
                Name = "Spring news",
                Campaign = "spring",
                Site = (i & 1) == 0 ? "shop" : null,
                App = (i & 2) == 0 ? "mini" : null,
            };
            var approval = (i & 4) == 0 ? ApprovalStatus.NotRequired : ApprovalStatus.Approved;
            await store.AddAsync(Samples.Task(plan, number: i) with { ApprovalStatus = approval }, [], Token);
        }

        await LeavesAsync(store, new TaskFilter { Site = "shop" }, [6, 4, 2, 0]);
        await LeavesAsync(store, new TaskFilter { App = "mini" }, [5, 4, 1, 0]);
        await LeavesAsync(store, new TaskFilter { ApprovalStatuses = [ApprovalStatus.Approved] }, [7, 6, 5, 4]);
        await LeavesAsync(
            store,
            new TaskFilter { ApprovalStatuses = [ApprovalStatus.Approved, ApprovalStatus.None], Site = "shop" },
            [6, 4]
        );
        await LeavesAsync(store, new TaskFilter { ApprovalStatuses = [] }, []);
        await LeavesAsync(store, new TaskFilter { Site = new string('x', 2_000) }, []);
        var statuses = Enum.GetValues<CampaignTaskStatus>().Take(6).ToArray();
        var all = new TaskFilter(statuses, Samples.Plan().Channel, "spring", "news")
        {
            ApprovalStatuses = [ApprovalStatus.Approved],
            Site = "shop",
            App = "mini",
        };
        await LeavesAsync(store, all, [4]);
        var first = await store.ListAsync("acme", new TaskFilter { Site = "shop" }, 3, null, Token);
        await LeavesAsync(store, all with { ApprovalStatuses = null }, [4, 0]);
        Assert.Single((await store.ListAsync("acme", new TaskFilter { Site = "shop" }, 3, first.Next, Token)).Items);
    }

    [Fact]
    public async Task Filter_FollowsAnEdit()
    {
        var store = await NewStoreAsync();
        var task = await store.AddAsync(Samples.Task(Samples.Plan() with { Campaign = "spring" }), [], Token);

        await store.UpdateAsync(
            task with
            {
                Plan = task.Plan with { Campaign = null },
                Status = CampaignTaskStatus.Running,
            },
            recipients: null,
            Token
        );

        Assert.Empty(await NumbersAsync(store, new TaskFilter(Campaign: "spring")));
        Assert.Empty(await NumbersAsync(store, new TaskFilter(Statuses: [CampaignTaskStatus.Draft])));
        await LeavesAsync(store, new TaskFilter(Statuses: [CampaignTaskStatus.Running]), [1]);
    }

    [Fact]
    public async Task HostileTexts_AreOnlyTexts()
    {
        var store = await NewStoreAsync();
        for (var i = 0; i < Samples.HostileTexts.Length; i++)
        {
            var plan = Samples.Plan(i) with { Name = Samples.HostileTexts[i], Campaign = Samples.HostileTexts[i] };
            await store.AddAsync(Samples.Task(plan, number: i), [], Token);
        }

        for (var i = 0; i < Samples.HostileTexts.Length; i++)
        {
            var text = Samples.HostileTexts[i];
            Assert.Equal(text, (await store.FindAsync("acme", Samples.Id(i), Token))!.Plan.Name);
            await LeavesAsync(store, new TaskFilter(Campaign: text), [i]);
            Assert.Contains(i, await NumbersAsync(store, new TaskFilter(Name: text)));
        }

        Assert.Empty(await NumbersAsync(store, new TaskFilter(Campaign: new string('x', 20_000))));
        Assert.Empty(await NumbersAsync(store, new TaskFilter(Campaign: "half \uD83C pair")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    [InlineData("%%%")]
    [InlineData("🎉")]
    public async Task Cursor_ThatIsNoCursor_IsRefused(string cursor)
    {
        var store = await NewStoreAsync();

        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", new TaskFilter(), 10, cursor, Token));
    }

    [Fact]
    public async Task Cursor_OfAnotherTenant_IsRefused()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Task("other", 1), [], Token);
        await store.AddAsync(Samples.Task("other", 2), [], Token);
        var page = await store.ListAsync("other", new TaskFilter(), 1, null, Token);

        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", new TaskFilter(), 1, page.Next, Token));
    }

    private static async Task LeavesAsync(ITaskStore store, TaskFilter filter, int[] expected) =>
        Assert.Equal(expected, await NumbersAsync(store, filter));

    private static async Task<int[]> NumbersAsync(ITaskStore store, TaskFilter filter)
    {
        var page = await store.ListAsync("acme", filter, 100, null, Token);
        return [.. page.Items.Select(task => int.Parse(task.Id[3..], System.Globalization.CultureInfo.InvariantCulture))];
    }
}
