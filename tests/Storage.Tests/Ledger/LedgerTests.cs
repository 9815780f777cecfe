using CampaignTasks.Domain.Ledger;
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
public sealed class TroubledLedgerReceiptTests(AzuriteFixture azurite) : LedgerReceiptContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewTroubledHubAsync());
}
