using CampaignTasks.Domain.Ledger;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Ledger;

public sealed class InMemoryAudienceSnapshotStoreTests : AudienceSnapshotStoreContract
{
    protected override Task<IAudienceSnapshotStore> NewStoreAsync() =>
        Task.FromResult<IAudienceSnapshotStore>(new InMemoryAudienceSnapshotStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAudienceSnapshotStoreTests(AzuriteFixture azurite) : AudienceSnapshotStoreContract
{
    protected override async Task<IAudienceSnapshotStore> NewStoreAsync() => new TableAudienceSnapshotStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAudienceSnapshotStoreTests(AzuriteFixture azurite) : AudienceSnapshotStoreContract
{
    protected override async Task<IAudienceSnapshotStore> NewStoreAsync() =>
        new TableAudienceSnapshotStore(await azurite.NewTroubledHubAsync());
}
