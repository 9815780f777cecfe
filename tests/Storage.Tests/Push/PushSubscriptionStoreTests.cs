using CampaignTasks.Domain.Push;
using CampaignTasks.Storage.Push;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Push;

public sealed class InMemoryPushSubscriptionStoreTests : PushSubscriptionStoreContract
{
    protected override Task<IPushSubscriptionStore> NewStoreAsync() =>
        Task.FromResult<IPushSubscriptionStore>(new InMemoryPushSubscriptionStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TablePushSubscriptionStoreTests(AzuriteFixture azurite) : PushSubscriptionStoreContract
{
    protected override async Task<IPushSubscriptionStore> NewStoreAsync() => new TablePushSubscriptionStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledPushSubscriptionStoreTests(AzuriteFixture azurite) : PushSubscriptionStoreContract
{
    protected override async Task<IPushSubscriptionStore> NewStoreAsync() =>
        new TablePushSubscriptionStore(await azurite.NewTroubledHubAsync());
}
