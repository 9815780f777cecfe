using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITaskStore"/> knows of the tasks that use saved creatives.</summary>
public abstract class CreativeUserContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITaskStore> NewStoreAsync();

    [Fact]
    public async Task Users_OfACreative_AreTheTasksThatUseItAndHaveNotEnded()
    {
        var store = await NewStoreAsync();
        var first = await store.AddAsync(Task(1, 7, 8), [], Token);
        await store.AddAsync(Task(2, 8), [], Token);
        await store.AddAsync(Task(3), [], Token);
        await store.AddAsync(Task(4, 8) with { TenantId = "other" }, [], Token);

        Assert.Equal(["8 by 2", "8 by 1", "7 by 1"], await UsersAsync(store, 9, 1));
        Assert.Equal(["7 by 1"], await UsersAsync(store, 7, 7));
        Assert.Empty(await UsersAsync(store, 6, 1));

        var edited = await store.UpdateAsync(first with { Plan = Plan(6, 8) }, null, Token);
        Assert.Equal(["8 by 2", "8 by 1", "6 by 1"], await UsersAsync(store, 9, 1));

        await store.UpdateAsync(edited with { Status = CampaignTaskStatus.Canceled }, null, Token);
        Assert.Equal(["8 by 2"], await UsersAsync(store, 9, 1));
    }

    [Fact]
    public async Task Users_AfterTheTaskIsReadAgain_FollowItsEdits()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Task(1, 7), [], Token);
        var read = (await store.FindAsync("acme", Samples.Id(1), Token))!;

        await store.UpdateAsync(read with { Plan = Samples.Plan() }, null, Token);

        Assert.Empty(await UsersAsync(store, 9, 1));
        Assert.Single((await store.ListAsync("acme", new TaskFilter(), 10, null, Token)).Items);
    }

    private static CampaignTask Task(int number, params int[] creatives) => Samples.Task(Plan(creatives), number: number);

    private static TaskPlan Plan(params int[] creatives) =>
        creatives.Length == 0
            ? Samples.Plan()
            : Samples.Plan() with
            {
                Creatives = [.. creatives.Select(id => new PlannedCreative(Samples.Creative()) { Source = new(Samples.Id(id), 1) })],
            };

    private static async Task<List<string>> UsersAsync(ITaskStore store, int newest, int oldest) =>
        await store
            .ReadCreativeUsersAsync("acme", Samples.Id(newest), Samples.Id(oldest), Token)
            .Select(user => $"{user.CreativeId[^1]} by {user.TaskId[^1]}")
            .ToListAsync();
}
