using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Journeys;

public sealed class InMemoryJourneyIndexTests : JourneyIndexContract
{
    protected override Task<IJourneyIndex> NewIndexAsync() => Task.FromResult<IJourneyIndex>(new InMemoryJourneyIndex());
}

[Collection(AzuriteTests.Name)]
public sealed class TableJourneyIndexTests(AzuriteFixture azurite) : JourneyIndexContract
{
    protected override async Task<IJourneyIndex> NewIndexAsync() => new TableJourneyIndex(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledJourneyIndexTests(AzuriteFixture azurite) : JourneyIndexContract
{
    protected override async Task<IJourneyIndex> NewIndexAsync() => new TableJourneyIndex(await azurite.NewTroubledHubAsync());
}
