using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Storage.Inboxes;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Inboxes;

public sealed class InMemoryInboxStoreTests : InboxStoreContract
{
    protected override Task<IInboxStore> NewStoreAsync() => Task.FromResult<IInboxStore>(new InMemoryInboxStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableInboxStoreTests(AzuriteFixture azurite) : InboxStoreContract
{
    protected override async Task<IInboxStore> NewStoreAsync() => new TableInboxStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledInboxStoreTests(AzuriteFixture azurite) : InboxStoreContract
{
    protected override async Task<IInboxStore> NewStoreAsync() => new TableInboxStore(await azurite.NewTroubledHubAsync());
}
