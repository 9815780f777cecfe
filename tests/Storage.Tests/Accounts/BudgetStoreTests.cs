using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Accounts;

public sealed class InMemoryBudgetStoreTests : BudgetStoreContract
{
    protected override Task<IBudgetStore> NewStoreAsync() => Task.FromResult<IBudgetStore>(new InMemoryBudgetStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableBudgetStoreTests(AzuriteFixture azurite) : BudgetStoreContract
{
    protected override async Task<IBudgetStore> NewStoreAsync() => new TableBudgetStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledBudgetStoreTests(AzuriteFixture azurite) : BudgetStoreContract
{
    protected override async Task<IBudgetStore> NewStoreAsync() => new TableBudgetStore(await azurite.NewTroubledHubAsync());
}
