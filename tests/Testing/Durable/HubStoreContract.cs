using CampaignTasks.Durable;
using Xunit;

namespace CampaignTasks.Testing.Durable;

/// <summary>What every hub store must do.</summary>
public abstract partial class HubStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An initialised store without any rows.</summary>
    protected abstract Task<IHubStore> NewStoreAsync();

    [Fact]
    public async Task Initialize_Twice_ChangesNothing()
    {
        var store = await NewStoreAsync();
        await store.TryCreateInstanceAsync(State("a"), default);

        await store.InitializeAsync(default);

        Assert.NotNull(await store.ReadInstanceAsync("a", default));
    }

    [Fact]
    public async Task Lease_WrittenFromTheVersionRead_IsKept()
    {
        var store = await NewStoreAsync();
        Assert.Null(await store.ReadLeaseAsync(default));

        var first = await store.TryWriteLeaseAsync(Lease("one", 1), default);
        var second = await store.TryWriteLeaseAsync(first! with { Renewals = 7, Released = true }, default);

        Assert.Equal(second, await store.ReadLeaseAsync(default));
        Assert.Equal((7, true, "boot's machine"), (second!.Renewals, second.Released, second.Machine));
    }

    [Fact]
    public async Task Lease_WrittenFromAnOldVersion_IsRefused()
    {
        var store = await NewStoreAsync();
        var first = await store.TryWriteLeaseAsync(Lease("one", 1), default);
        await store.TryWriteLeaseAsync(first! with { Epoch = 2 }, default);

        Assert.Null(await store.TryWriteLeaseAsync(first! with { Epoch = 3 }, default));
        Assert.Null(await store.TryWriteLeaseAsync(Lease("two", 4), default));
        Assert.Equal(2, (await store.ReadLeaseAsync(default))!.Epoch);
    }

    [Fact]
    public async Task Instance_Created_ReadsBackWhole()
    {
        var store = await NewStoreAsync();
        var state = State("tenant:task%20'é") with
        {
            Generation = 3,
            Status = OrchestrationRuntimeStatus.Suspended,
            Epoch = 9,
            NextDue = Noon.AddDays(3),
            Busy = true,
            Start = Bytes(200_000),
            CustomStatus = Bytes(1),
            Output = Bytes(70_000),
            Failure = Bytes(65_536),
            HistoryRows = 4,
            Tail = Bytes(16_000),
            Outbox = Bytes(48_000),
            OutboxRows = 2,
            SentCount = 12,
            Seen = Bytes(64),
        };

        var version = await store.TryCreateInstanceAsync(state, default);

        AssertSame(state with { Version = version }, await store.ReadInstanceAsync(state.InstanceId, default));
    }

    [Fact]
    public async Task Instance_CreatedTwice_IsRefused()
    {
        var store = await NewStoreAsync();
        await store.TryCreateInstanceAsync(State("a"), default);

        Assert.Null(await store.TryCreateInstanceAsync(State("a") with { Name = "Other" }, default));
        Assert.Equal("Sample", (await store.ReadInstanceAsync("a", default))!.Name);
    }

    [Fact]
    public async Task Instance_Missing_IsNull()
    {
        var store = await NewStoreAsync();

        Assert.Null(await store.ReadInstanceAsync("nobody", default));
        Assert.Null(await store.ReadRowAsync("nobody", "h1", default));
        Assert.Null(await store.ReadMessageAsync("nobody", "m1", default));
    }

    [Fact]
    public async Task Commit_OfAWholeTurn_WritesStateRowsAndInbox()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a") with { Start = Bytes(10) });
        await store.AddMessageAsync(Message("a", "m1"), default);
        await store.AddMessageAsync(Message("a", "m2"), default);
        var next = created with { Status = OrchestrationRuntimeStatus.Running, Tail = Bytes(5), Start = default, HistoryRows = 1 };

        var version = await store.CommitAsync(new() { State = next, Rows = [new("h1", Bytes(600_000))], ConsumedMessages = ["m1"] }, default);

        AssertSame(next with { Version = version, Start = Bytes(10) }, await store.ReadInstanceAsync("a", default));
        Assert.Equal(Bytes(600_000), (await store.ReadRowAsync("a", "h1", default))!.Value.ToArray());
        Assert.Null(await store.ReadMessageAsync("a", "m1", default));
        Assert.NotNull(await store.ReadMessageAsync("a", "m2", default));
    }

    [Fact]
    public async Task Commit_OfTheStateAlone_ChangesTheVersion()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a") with { NextDue = Noon, CustomStatus = Bytes(9) });

        var version = await store.CommitAsync(new() { State = created with { Epoch = 5, NextDue = null, CustomStatus = default } }, default);

        Assert.NotEqual(created.Version, version);
        var read = await store.ReadInstanceAsync("a", default);
        Assert.Equal((5, null, true, version), (read!.Epoch, read.NextDue, read.CustomStatus.IsEmpty, read.Version));
    }

    [Fact]
    public async Task Commit_ThatReplaces_ForgetsTheEarlierStart()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a") with { Start = Bytes(200_000) });
        var first = created with { Version = await store.CommitAsync(new() { State = created, Rows = [new("h1", Bytes(1)), new("h2", Bytes(2))] }, default) };

        var next = first with { Generation = 1, Start = Bytes(3), ExecutionId = "e2" };
        var version = await store.CommitAsync(new() { State = next, Replace = true, DroppedRows = ["h1"] }, default);

        AssertSame(next with { Version = version }, await store.ReadInstanceAsync("a", default));
        Assert.Null(await store.ReadRowAsync("a", "h1", default));
        Assert.NotNull(await store.ReadRowAsync("a", "h2", default));
    }

    [Fact]
    public async Task Commit_OfAnOldVersion_ChangesNothing()
    {
        var store = await NewStoreAsync();
        var old = await CreateAsync(store, State("a"));
        await store.CommitAsync(new() { State = old with { Epoch = 1 } }, default);
        await store.AddMessageAsync(Message("a", "m1"), default);

        await Assert.ThrowsAsync<HubConflictException>(() => store.CommitAsync(new() { State = old with { Epoch = 2 } }, default));
        await Assert.ThrowsAsync<HubConflictException>(
            () => store.CommitAsync(new() { State = old with { Epoch = 3 }, Rows = [new("h1", Bytes(1))], ConsumedMessages = ["m1"] }, default));

        Assert.Equal(1, (await store.ReadInstanceAsync("a", default))!.Epoch);
        Assert.Null(await store.ReadRowAsync("a", "h1", default));
        Assert.NotNull(await store.ReadMessageAsync("a", "m1", default));
    }

    [Fact]
    public async Task Commit_OfAMissingMessageOrInstance_ChangesNothing()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a"));

        await Assert.ThrowsAsync<HubConflictException>(() => store.CommitAsync(new() { State = created with { Epoch = 2 }, ConsumedMessages = ["m1"] }, default));
        await Assert.ThrowsAsync<HubConflictException>(() => store.CommitAsync(new() { State = created with { InstanceId = "b" } }, default));

        Assert.Equal(0, (await store.ReadInstanceAsync("a", default))!.Epoch);
        Assert.Null(await store.ReadInstanceAsync("b", default));
    }

    [Fact]
    public async Task Commit_AtTheLimitsOfATurn_IsOneWrite()
    {
        var store = await NewStoreAsync();
        var created = await CreateAsync(store, State("a") with { Start = Bytes(HubLimits.PayloadBytes) });
        var keys = Enumerable.Range(0, HubLimits.MessagesPerTurn).Select(i => $"m{i:d3}").ToList();
        foreach (var key in keys) await store.AddMessageAsync(Message("a", key), default);

        var next = created with { Output = Bytes(HubLimits.PayloadBytes), Tail = Bytes(16_384), Outbox = Bytes(48 * 1024), CustomStatus = Bytes(HubLimits.CustomStatusBytes) };
        var rows = Enumerable.Range(0, 3).Select(i => new HubRow($"h{i}", Bytes(HubLimits.RowBytes))).ToList();
        var version = await store.CommitAsync(new() { State = next, Rows = rows, ConsumedMessages = keys }, default);

        AssertSame(next with { Version = version }, await store.ReadInstanceAsync("a", default));
        Assert.Equal(HubLimits.RowBytes, (await store.ReadRowAsync("a", "h2", default))!.Value.Length);
    }

    private static InstanceState State(string id) => new()
    {
        InstanceId = id,
        Name = "Sample",
        ExecutionId = "e1",
        StartedBy = "s1",
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = Noon,
        LastUpdatedAt = Noon,
    };

    private static HubMessage Message(string instanceId, string key) => new(instanceId, key, "sender", 1, null, Bytes(3));

    private static HubLease Lease(string owner, long epoch) => new(owner, epoch, 0, "boot's machine", 42, "123456", false);

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private static async Task<InstanceState> CreateAsync(IHubStore store, InstanceState state) =>
        state with { Version = await store.TryCreateInstanceAsync(state, default) };

    private static void AssertSame(InstanceState expected, InstanceState? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(Plain(expected), Plain(actual));
        foreach (var part in new Func<InstanceState, ReadOnlyMemory<byte>>[] { s => s.Start, s => s.CustomStatus, s => s.Output, s => s.Failure, s => s.Tail, s => s.Outbox, s => s.Seen })
            Assert.Equal(part(expected).ToArray(), part(actual).ToArray());
    }

    private static InstanceState Plain(InstanceState state) => state with
    {
        Start = default,
        CustomStatus = default,
        Output = default,
        Failure = default,
        Tail = default,
        Outbox = default,
        Seen = default,
    };
}
