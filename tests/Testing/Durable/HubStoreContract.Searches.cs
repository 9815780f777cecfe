using CampaignTasks.Durable;
using Xunit;

namespace CampaignTasks.Testing.Durable;

public abstract partial class HubStoreContract
{
    [Fact]
    public async Task Message_AddedTwice_IsKeptOnce()
    {
        var store = await NewStoreAsync();
        var message = Message("a", "m1") with { ExecutionId = "e1", Body = Bytes(200_000) };

        Assert.True(await store.AddMessageAsync(message, default));
        Assert.False(await store.AddMessageAsync(message with { Sequence = 99 }, default));

        var read = await store.ReadMessageAsync("a", "m1", default);
        Assert.Equal(message with { Body = default }, read! with { Body = default });
        Assert.Equal(message.Body.ToArray(), read.Body.ToArray());
    }

    [Fact]
    public async Task Message_DeletedTwice_IsNoError()
    {
        var store = await NewStoreAsync();
        await store.AddMessageAsync(Message("a", "m1"), default);

        await store.DeleteMessageAsync("a", "m1", default);
        await store.DeleteMessageAsync("a", "m1", default);

        Assert.Null(await store.ReadMessageAsync("a", "m1", default));
    }

    [Fact]
    public async Task Wakes_Added_AreReadInOrderUntilDeleted()
    {
        var store = await NewStoreAsync();
        await store.AddWakeAsync(new("k2", "b", null), default);
        await store.AddWakeAsync(new("k1", "a", "m1"), default);
        Assert.Equal([new("k1", "a", "m1"), new HubWake("k2", "b", null)], await store.ReadWakesAsync(default));

        await store.DeleteWakeAsync("k1", default);
        await store.DeleteWakeAsync("k1", default);

        Assert.Equal([new HubWake("k2", "b", null)], await store.ReadWakesAsync(default));
    }

    [Fact]
    public async Task Scan_FindsInboxesAndWhatIsNotAtRest()
    {
        var store = await NewStoreAsync();
        await CreateAsync(store, State("busy") with { Busy = true });
        await CreateAsync(store, State("soon") with { NextDue = Noon });
        await CreateAsync(store, State("later") with { NextDue = Noon.AddDays(1) });
        await CreateAsync(store, State("done") with { Status = OrchestrationRuntimeStatus.Completed });
        await CreateAsync(store, State("owes") with { Status = OrchestrationRuntimeStatus.Completed, Busy = true });
        await store.AddMessageAsync(Message("later", "m2"), default);
        await store.AddMessageAsync(Message("later", "m1"), default);

        var (messages, all) = await ScanAsync(store, null);
        var (_, near) = await ScanAsync(store, Noon.AddHours(1));

        Assert.Equal([("later", "m1"), ("later", "m2")], messages.Select(m => (m.InstanceId, m.MessageKey)));
        Assert.Equal(["busy", "later", "owes", "soon"], all.Select(i => i.InstanceId).Order(StringComparer.Ordinal));
        Assert.Equal((false, Noon), (all.Single(i => i.InstanceId == "soon").Busy, all.Single(i => i.InstanceId == "soon").NextDue!.Value));
        Assert.Equal(["busy", "owes", "soon"], near.Select(i => i.InstanceId).Order(StringComparer.Ordinal).Except(["later"]));
    }

    [Fact]
    public async Task Query_WithAFilter_PagesThroughWhatMatches()
    {
        var store = await NewStoreAsync();
        for (var i = 0; i < 7; i++) await CreateAsync(store, State($"x:{i}") with { CreatedAt = Noon.AddHours(i), Start = Bytes(4), Output = Bytes(5), Tail = Bytes(6) });
        await CreateAsync(store, State("y:1") with { CreatedAt = Noon.AddHours(3) });
        await CreateAsync(store, State("x:9") with { CreatedAt = Noon.AddHours(3), Status = OrchestrationRuntimeStatus.Failed });
        var filter = new InstanceFilter
        {
            Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Completed],
            InstanceIdPrefix = "x:",
            CreatedFrom = Noon.AddHours(1),
            CreatedTo = Noon.AddHours(5),
            PageSize = 2,
        };

        var bare = await QueryAsync(store, filter);
        var full = await QueryAsync(store, filter with { WithPayloads = true });

        Assert.Equal(["x:1", "x:2", "x:3", "x:4", "x:5"], bare.Select(s => s.InstanceId));
        Assert.All(bare, s => Assert.True(s.Start.IsEmpty && s.Output.IsEmpty && s.Tail.IsEmpty && s.Version is not null));
        Assert.All(full, s => Assert.Equal((4, 5, 0), (s.Start.Length, s.Output.Length, s.Tail.Length)));
    }

    [Fact]
    public async Task Query_WithAForeignToken_IsRefused()
    {
        var store = await NewStoreAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.QueryAsync(new(), "not a token", default));
    }

    [Fact]
    public async Task Purge_OfAVersion_DeletesEveryRow()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a"));
        var rows = Enumerable.Range(0, 60).Select(i => new HubRow($"h{i:d2}", Bytes(8))).ToList();
        var version = await store.CommitAsync(new() { State = created, Rows = rows }, default);
        for (var i = 0; i < 60; i++) await store.AddMessageAsync(Message("a", $"m{i:d2}"), default);
        await CreateAsync(store, State("b"));

        Assert.False(await store.PurgeAsync("a", created.Version!, default));
        version = (await store.ReadInstanceAsync("a", default))!.Version;
        Assert.True(await store.PurgeAsync("a", version!, default));

        Assert.False(await store.PurgeAsync("a", version!, default));
        Assert.Null(await store.ReadInstanceAsync("a", default));
        Assert.Null(await store.ReadRowAsync("a", "h59", default));
        Assert.Null(await store.ReadMessageAsync("a", "m59", default));
        Assert.NotNull(await store.ReadInstanceAsync("b", default));
    }

    private static async Task<(List<HubWake> Messages, List<ActiveInstance> Instances)> ScanAsync(IHubStore store, DateTimeOffset? dueBefore)
    {
        var (messages, instances) = (new List<HubWake>(), new List<ActiveInstance>());
        string? continuation = null;
        do
        {
            var page = await store.ScanAsync(dueBefore, continuation, default);
            messages.AddRange(page.Messages);
            instances.AddRange(page.Instances);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return (messages, instances);
    }

    private static async Task<List<InstanceState>> QueryAsync(IHubStore store, InstanceFilter filter)
    {
        var found = new List<InstanceState>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(filter, continuation, default);
            Assert.True(page.Instances.Count <= filter.PageSize);
            found.AddRange(page.Instances);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return found;
    }
}
