using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Journeys;

public sealed class InMemoryMembershipStoreTests : MembershipStoreContract
{
    protected override Task<IMembershipStore> NewStoreAsync() => Task.FromResult<IMembershipStore>(new InMemoryMembershipStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableMembershipStoreTests(AzuriteFixture azurite) : MembershipStoreContract
{
    protected override async Task<IMembershipStore> NewStoreAsync() => new TableMembershipStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledMembershipStoreTests(AzuriteFixture azurite) : MembershipStoreContract
{
    protected override async Task<IMembershipStore> NewStoreAsync() => new TableMembershipStore(await azurite.NewTroubledHubAsync());
}
