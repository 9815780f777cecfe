using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITaskStore"/> does with the logs of tasks.</summary>
public abstract class AuditLogContract
{
    private static readonly TaskActor Ann = new(
        TaskActorKind.Key,
        "Ann's laptop 🎉",
        "01key",
        Role.Operator,
        "order-17",
        "4bf92f3577b34da6a3ce929d0e0e4736"
    );

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITaskStore> NewStoreAsync();

    [Fact]
    public async Task Changes_AreLogged_NewestFirst_AsTheyWereSaid()
    {
        var store = await NewStoreAsync();
        var draft = Samples.Task().Copy(Samples.Id(2), Samples.Now).AttributedTo(Ann);
        var stored = await store.AddAsync(draft, [], Token);
        var started = await store.UpdateAsync(stored.Start(Samples.Now), recipients: null, Token);
        var paused = await store.UpdateAsync(
            started.Pause("acs: no quota", Samples.Now).AttributedTo(TaskActor.Sender),
            recipients: null,
            Token
        );

        var log = await LogAsync(store, paused);

        Assert.Equal([AuditEvent.Paused, AuditEvent.RunStarted, AuditEvent.Started, AuditEvent.Copied], log.Select(entry => entry.Event));
        Assert.Equal([TaskActor.Sender, TaskActor.Service, TaskActor.Service, Ann], log.Select(entry => entry.By));
        Assert.Equal((CampaignTaskStatus.Running, CampaignTaskStatus.Paused, "acs"), (log[0].From, log[0].To, log[0].Reason));
        Assert.Equal((4, 0), (paused.EventCount, paused.PendingEvents.Count));
        Assert.Equal(4, (await store.FindAsync(paused.TenantId, paused.Id, Token))!.EventCount);
    }

    [Fact]
    public async Task Change_ThatLosesItsRace_LeavesNoEntry()
    {
        var store = await NewStoreAsync();
        var stored = await store.AddAsync(Samples.Task(), [], Token);
        var started = await store.UpdateAsync(stored.Start(Samples.Now), recipients: null, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() =>
            store.UpdateAsync(stored.Cancel(Samples.Now), recipients: null, Token)
        );
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() =>
            store.AddAsync(Samples.Task().Copy(stored.Id, Samples.Now), [], Token)
        );

        Assert.Equal([AuditEvent.RunStarted, AuditEvent.Started], (await LogAsync(store, started)).Select(entry => entry.Event));
    }

    [Fact]
    public async Task Change_WithANewList_IsLogged()
    {
        var store = await NewStoreAsync();
        var stored = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);
        var plan = stored.Plan with { Audience = new Domain.Audiences.PastedList(Version: 2, Size: 1, Duplicates: 0) };
        var canceled = stored.Cancel(Samples.Now) with { Plan = plan };

        await store.UpdateAsync(canceled, ["bob@example.net"], Token);

        Assert.Equal(AuditEvent.Canceled, Assert.Single(await LogAsync(store, stored)).Event);
    }

    [Fact]
    public async Task Log_IsReadPageByPage_AndItsCursorsAreItsOwn()
    {
        var store = await NewStoreAsync();
        var task = await WithEntriesAsync(store, await store.AddAsync(Samples.Task(), [], Token), 7);
        var other = await WithEntriesAsync(store, await store.AddAsync(Samples.Task(number: 2), [], Token), 3);

        List<AuditEntry> read = [];
        string? cursor = null;
        do
        {
            var page = await store.ListEntriesAsync(task.TenantId, task.Id, 3, cursor, Token);
            Assert.InRange(page.Items.Count, 1, 3);
            read.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);

        Assert.Equal(["7", "6", "5", "4", "3", "2", "1"], read.Select(entry => entry.Reason));
        var first = await store.ListEntriesAsync(task.TenantId, task.Id, 1, null, Token);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListEntriesAsync(other.TenantId, other.Id, 1, first.Next, Token));
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync(task.TenantId, new TaskFilter(), 1, first.Next, Token));
    }

    [Fact]
    public async Task Log_StaysOutOfTheListOfTasks()
    {
        var store = await NewStoreAsync();
        for (var number = 1; number <= 3; number++)
        {
            await WithEntriesAsync(store, await store.AddAsync(Samples.Task(number: number), [], Token), 4);
        }

        var page = await store.ListAsync("acme", new TaskFilter(), 2, null, Token);
        var rest = await store.ListAsync("acme", new TaskFilter(), 2, page.Next, Token);

        Assert.Equal([Samples.Id(3), Samples.Id(2), Samples.Id(1)], page.Items.Concat(rest.Items).Select(task => task.Id));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Log_KeepsTheNewestEntries()
    {
        var store = await NewStoreAsync();
        var task = await WithEntriesAsync(store, await store.AddAsync(Samples.Task(), [], Token), 3);

        // Many at once, as no move makes them: a thousand changes would take the emulator a while.
        for (var left = CampaignTask.MaxEntries - 1; left > 0; left -= 90)
        {
            var news = Enumerable.Repeat(new AuditEntry(AuditEvent.Edited, Samples.Now, task.Status), Math.Min(left, 90));
            task = await store.UpdateAsync(task with { PendingEvents = [.. news] }, recipients: null, Token);
        }

        var log = await LogAsync(store, task);
        Assert.Equal((CampaignTask.MaxEntries + 2, CampaignTask.MaxEntries), (task.EventCount, log.Count));
        Assert.Equal("3", log[^1].Reason);
    }

    [Fact]
    public async Task Log_GoesWithItsTask_AndNobodyElses()
    {
        var store = await NewStoreAsync();
        var task = await WithEntriesAsync(store, await store.AddAsync(Samples.Task(), [], Token), 3);
        var other = await WithEntriesAsync(store, await store.AddAsync(Samples.Task(number: 2), [], Token), 2);

        await store.DeleteAsync(task, Token);

        Assert.Empty(await LogAsync(store, task));
        Assert.Equal(2, (await LogAsync(store, other)).Count);
        Assert.Empty((await store.ListEntriesAsync("other", other.Id, 10, null, Token)).Items);
        Assert.Empty((await store.ListEntriesAsync(other.TenantId, "'; or 1 eq 1", 10, null, Token)).Items);
    }

    private static async Task<CampaignTask> WithEntriesAsync(ITaskStore store, CampaignTask task, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var entry = new AuditEntry(AuditEvent.Edited, Samples.Now, task.Status) { Reason = $"{i}" };
            task = await store.UpdateAsync(task with { PendingEvents = [entry] }, recipients: null, Token);
        }

        return task;
    }

    private static async Task<IReadOnlyList<AuditEntry>> LogAsync(ITaskStore store, CampaignTask task) =>
        (await store.ListEntriesAsync(task.TenantId, task.Id, CampaignTask.MaxEntries, null, Token)).Items;
}
