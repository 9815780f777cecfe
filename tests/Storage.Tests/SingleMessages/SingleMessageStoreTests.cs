using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Storage.SingleMessages;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.SingleMessages;

public sealed class InMemorySingleMessageStoreTests : SingleMessageStoreContract
{
    protected override Task<ISingleMessageStore> NewStoreAsync() => Task.FromResult<ISingleMessageStore>(new InMemorySingleMessageStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableSingleMessageStoreTests(AzuriteFixture azurite) : SingleMessageStoreContract
{
    protected override async Task<ISingleMessageStore> NewStoreAsync() => new TableSingleMessageStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledSingleMessageStoreTests(AzuriteFixture azurite) : SingleMessageStoreContract
{
    protected override async Task<ISingleMessageStore> NewStoreAsync() => new TableSingleMessageStore(await azurite.NewTroubledHubAsync());
}
