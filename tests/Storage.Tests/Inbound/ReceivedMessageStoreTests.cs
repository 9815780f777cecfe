using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Inbound;

public sealed class InMemoryReceivedMessageStoreTests : ReceivedMessageStoreContract
{
    protected override Task<IReceivedMessageStore> NewStoreAsync() =>
        Task.FromResult<IReceivedMessageStore>(new InMemoryReceivedMessageStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableReceivedMessageStoreTests(AzuriteFixture azurite) : ReceivedMessageStoreContract
{
    protected override async Task<IReceivedMessageStore> NewStoreAsync() => new TableReceivedMessageStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledReceivedMessageStoreTests(AzuriteFixture azurite) : ReceivedMessageStoreContract
{
    protected override async Task<IReceivedMessageStore> NewStoreAsync() =>
        new TableReceivedMessageStore(await azurite.NewTroubledHubAsync());
}
