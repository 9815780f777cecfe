using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Inbound;

public sealed class InMemoryInboundMessageStoreTests : InboundMessageStoreContract
{
    protected override Task<IInboundMessageStore> NewStoreAsync() =>
        Task.FromResult<IInboundMessageStore>(new InMemoryInboundMessageStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableInboundMessageStoreTests(AzuriteFixture azurite) : InboundMessageStoreContract
{
    protected override async Task<IInboundMessageStore> NewStoreAsync() => new TableInboundMessageStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledInboundMessageStoreTests(AzuriteFixture azurite) : InboundMessageStoreContract
{
    protected override async Task<IInboundMessageStore> NewStoreAsync() =>
        new TableInboundMessageStore(await azurite.NewTroubledHubAsync());
}
