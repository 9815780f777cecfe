using CampaignTasks.Domain.Ledger;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Ledger;

public sealed class InMemoryLedgerCreativeTests : LedgerCreativeContract
{
    protected override Task<ILedger> NewLedgerAsync() => Task.FromResult<ILedger>(new InMemoryLedger());
}

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerCreativeTests(AzuriteFixture azurite) : LedgerCreativeContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledLedgerCreativeTests(AzuriteFixture azurite) : LedgerCreativeContract
{
    protected override async Task<ILedger> NewLedgerAsync() => new TableLedger(await azurite.NewTroubledHubAsync());
}
