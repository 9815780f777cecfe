using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Journeys;

public sealed class InMemoryJourneyStoreTests : JourneyStoreContract
{
    protected override Task<IJourneyStore> NewStoreAsync() => Task.FromResult<IJourneyStore>(new InMemoryJourneyStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableJourneyStoreTests(AzuriteFixture azurite) : JourneyStoreContract
{
    protected override async Task<IJourneyStore> NewStoreAsync() => new TableJourneyStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledJourneyStoreTests(AzuriteFixture azurite) : JourneyStoreContract
{
    protected override async Task<IJourneyStore> NewStoreAsync() => new TableJourneyStore(await azurite.NewTroubledHubAsync());
}
