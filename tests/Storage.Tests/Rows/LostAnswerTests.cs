using Azure.Core;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Idempotency;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Faults;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Rows;

/// <summary>
/// A write whose answer is lost is asked again and then refused because of itself: callers must see neither a lost race nor a second
/// effect.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class LostAnswerTests
{
    private readonly AzuriteFixture _azurite;
    private readonly StorageFaults _faults;
    private int _toLose;

    public LostAnswerTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _faults = new(
            (request, _) =>
                request.Method != RequestMethod.Get && Interlocked.Exchange(ref _toLose, 0) is 1
                    ? StorageFault.LostToReset
                    : StorageFault.None
        );
    }

    private static CancellationToken Token => CancellationToken.None;

    [Fact]
    public async Task TaskStore_OwnWrites_AreNoLostRace()
    {
        var store = new TableTaskStore(await NewHubAsync());
        var task = await AskedTwiceAsync(() => store.AddAsync(Samples.Task(), [], Token));
        var edited = await AskedTwiceAsync(() =>
            store.UpdateAsync(task with { Plan = task.Plan with { Name = "edited" } }, recipients: null, Token)
        );

        Assert.Equal(edited.ETag, (await store.FindAsync(task.TenantId, task.Id, Token))!.ETag);
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(task, recipients: null, Token));
        await AskedTwiceAsync(async () =>
        {
            await store.DeleteAsync(edited, Token);
            return true;
        });
        Assert.Null(await store.FindAsync(task.TenantId, task.Id, Token));
    }

    [Fact]
    public async Task TaskStore_OwnChangesWithTheirEntries_AreNoLostRaceAndLoggedOnce()
    {
        var store = new TableTaskStore(await NewHubAsync());
        var copy = Samples.Task().Copy(Samples.Id(2), Samples.Now);
        var added = await AskedTwiceAsync(() => store.AddAsync(copy, [], Token));
        var canceled = await AskedTwiceAsync(() => store.UpdateAsync(added.Cancel(Samples.Now), recipients: null, Token));

        Assert.Equal(canceled.ETag, (await store.FindAsync(copy.TenantId, copy.Id, Token))!.ETag);
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(added.Cancel(Samples.Now), recipients: null, Token));
        var log = await store.ListEntriesAsync(copy.TenantId, copy.Id, 10, null, Token);
        Assert.Equal([AuditEvent.Canceled, AuditEvent.Copied], log.Items.Select(entry => entry.Event));
    }

    [Fact]
    public async Task AccountStore_OwnTransaction_IsNoLostRace()
    {
        var store = new TableAccountStore(await NewHubAsync());
        var first = await store.AddAsync(Samples.Account(number: 1) with { IsDefault = true }, Token);
        var second = await store.AddAsync(Samples.Account(number: 2), Token);

        var saved = await AskedTwiceAsync(() => store.UpdateAsync(second with { IsDefault = true }, Token));

        Assert.Equal(saved.ETag, (await store.FindAsync("acme", second.Id, Token))!.ETag);
        Assert.False((await store.FindAsync("acme", first.Id, Token))!.IsDefault);
    }

    [Fact]
    public async Task QuotaStore_OwnWrites_AreNoLostRace()
    {
        var store = new TableQuotaStore(await NewHubAsync());
        var first = await AskedTwiceAsync(() => store.SaveAsync("acme", "account", SendQuota.Empty, Token));
        var second = await AskedTwiceAsync(() => store.SaveAsync("acme", "account", first with { UsedUntil = Samples.Now }, Token));

        var found = await store.ReadAsync("acme", "account", Token);
        Assert.Equal((second.ETag, Samples.Now), (found.ETag, found.UsedUntil));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync("acme", "account", first, Token));
        await AskedTwiceAsync(() => DoneAsync(store.DeleteAsync("acme", "account", Token)));
        Assert.Null((await store.ReadAsync("acme", "account", Token)).ETag);
    }

    [Fact]
    public async Task Ledger_OwnWrites_AreNoLostRace()
    {
        var hub = await NewHubAsync();
        var (runs, ledger) = (new TableRunStore(hub), new TableLedger(hub));
        var run = await AskedTwiceAsync(() => runs.OpenAsync(Samples.Run(), Token));
        await AskedTwiceAsync(() => DoneAsync(ledger.AddPagesAsync(run, [Samples.Page(0), Samples.Page(2)], Token)));
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account", 0, LedgerPage.Capacity, Samples.Now);

        await AskedTwiceAsync(() => DoneAsync(ledger.SavePageAsync(run, page, Token)));
        Assert.Equal(page.ETag, (await ledger.ReadPageAsync(run, 0, Token))!.ETag);

        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 1, MessageState.Delivered)], Token);
        await AskedTwiceAsync(() => DoneAsync(ledger.FoldAsync(run, 0, Token)));
        Assert.Equal(new MessageCounts(3, 2, 0, 1, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));

        await AskedTwiceAsync(() => DoneAsync(ledger.DeleteAsync(run, Token)));
        await AskedTwiceAsync(() => DoneAsync(runs.DeleteAsync(run, Token)));
        Assert.Null(await runs.FindAsync(run.Id, Token));
    }

    [Fact]
    public async Task IdempotencyStore_OwnBeginning_IsItsOwn()
    {
        var store = new TableIdempotencyStore(await NewHubAsync());

        var entry = await AskedTwiceAsync(() => store.TryBeginAsync("acme", "key", "post", Samples.Now, Token));

        var started = Assert.IsType<CampaignTasks.Domain.Idempotency.IdempotencyEntry.Started>(entry);
        Assert.True(
            await AskedTwiceAsync(() =>
                store.CompleteAsync("acme", "key", started, new(200, new Dictionary<string, string>(), default), Token)
            )
        );
    }

    [Fact]
    public async Task ImportStore_OwnDeletions_GoOnToTheLastPart()
    {
        var store = new TableImportStore(await NewHubAsync());
        foreach (var part in Enumerable.Range(0, 3))
        {
            await store.WritePartAsync("acme", "i1", part, [new ImportRecord(1, "{}")], Token);
        }

        await AskedTwiceAsync(() => DoneAsync(store.DeletePartsAsync("acme", "i1", 0, Token)));

        Assert.Empty(await store.ReadPartAsync("acme", "i1", 2, Token));
    }

    private Task<StorageTables> NewHubAsync() => _azurite.NewHubAsync(_faults.AddTo);

    private async Task<T> AskedTwiceAsync<T>(Func<Task<T>> write)
    {
        var before = _faults.Met.GetValueOrDefault(StorageFault.LostToReset);
        Interlocked.Exchange(ref _toLose, 1);
        var result = await write();
        Assert.Equal(before + 1, _faults.Met[StorageFault.LostToReset]);
        return result;
    }

    private static async Task<bool> DoneAsync(Task work)
    {
        await work;
        return true;
    }
}
