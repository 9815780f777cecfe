using CampaignTasks.Domain.Facts;
using CampaignTasks.Storage.Facts;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Facts;

public sealed class InMemoryFactInboxTests : FactInboxContract
{
    protected override Task<IFactInbox> NewInboxAsync() => Task.FromResult<IFactInbox>(new InMemoryFactInbox());
}

[Collection(AzuriteTests.Name)]
public sealed class TableFactInboxTests(AzuriteFixture azurite) : FactInboxContract
{
    protected override async Task<IFactInbox> NewInboxAsync() => new TableFactInbox(await azurite.NewHubAsync(), TimeProvider.System);
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledFactInboxTests(AzuriteFixture azurite) : FactInboxContract
{
    protected override async Task<IFactInbox> NewInboxAsync() =>
        new TableFactInbox(await azurite.NewTroubledHubAsync(), TimeProvider.System);
}
