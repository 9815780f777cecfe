using CampaignTasks.Domain.Events;
using CampaignTasks.Storage.Events;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Events;

public sealed class InMemoryEventStoreTests : EventStoreContract
{
    protected override Task<IEventStore> NewStoreAsync() => Task.FromResult<IEventStore>(new InMemoryEventStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableEventStoreTests(AzuriteFixture azurite) : EventStoreContract
{
    protected override async Task<IEventStore> NewStoreAsync() => new TableEventStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledEventStoreTests(AzuriteFixture azurite) : EventStoreContract
{
    protected override async Task<IEventStore> NewStoreAsync() => new TableEventStore(await azurite.NewTroubledHubAsync());
}
