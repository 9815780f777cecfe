using CampaignTasks.Domain.Quotas;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Quotas;

public sealed class InMemoryQuotaStoreTests : QuotaStoreContract
{
    protected override Task<IQuotaStore> NewStoreAsync() => Task.FromResult<IQuotaStore>(new InMemoryQuotaStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableQuotaStoreTests(AzuriteFixture azurite) : QuotaStoreContract
{
    protected override async Task<IQuotaStore> NewStoreAsync() => new TableQuotaStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledQuotaStoreTests(AzuriteFixture azurite) : QuotaStoreContract
{
    protected override async Task<IQuotaStore> NewStoreAsync() => new TableQuotaStore(await azurite.NewTroubledHubAsync());
}
