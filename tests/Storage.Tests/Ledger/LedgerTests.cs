using Azure.Data.Tables;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Ledger;

public sealed class InMemoryLedgerPageTests : LedgerPageContract
{
    protected override Task<ILedger> NewLedgerAsync() => Task.FromResult<ILedger>(new InMemoryLedger());
}

public sealed class InMemoryLedgerRecipientTests : LedgerRecipientContract
{
    protected override Task<ILedger> NewLedgerAsync() => Task.FromResult<ILedger>(new InMemoryLedger());
}

public sealed class InMemoryLedgerReceiptTests : LedgerReceiptContract
{
    protected override Task<ILedger> NewLedgerAsync() => Task.FromResult<ILedger>(new InMemoryLedger());
}

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerPageTests(AzuriteFixture azurite) : LedgerPageContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledLedgerPageTests(AzuriteFixture azurite) : LedgerPageContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewTroubledHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerRecipientTests(AzuriteFixture azurite) : LedgerRecipientContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledLedgerRecipientTests(AzuriteFixture azurite) : LedgerRecipientContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewTroubledHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerReceiptTests(AzuriteFixture azurite) : LedgerReceiptContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class LedgerReceiptRowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Reports_22500OfOneMessage_KeepARowForEachState()
    {
        var tables = await azurite.NewHubAsync();
        var (ledger, run) = (new TableLedger(tables), Samples.Run());
        await ledger.AddPagesAsync(run, [Samples.Page(0)], CancellationToken.None);
        MessageState[] states = [MessageState.Sent, MessageState.Failed, MessageState.Delivered, MessageState.Read];

        for (var call = 0; call < 45; call++)
        {
            var reports = Enumerable
                .Range(call * 500, 500)
                .Select(i => Samples.Receipt(run, 0, 0, states[i % 4], minute: i) with { ProviderId = $"id{i}" });
            await ledger.AddReceiptsAsync(run, [.. reports], CancellationToken.None);
        }

        var rows = await tables.Ledger.QueryAsync<TableEntity>().CountAsync();
        Assert.Equal(1 + states.Length, rows);
    }
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledLedgerReceiptTests(AzuriteFixture azurite) : LedgerReceiptContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewTroubledHubAsync());
}
