using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Inbound;

public sealed class InMemorySentMessageStoreTests : SentMessageStoreContract
{
    protected override Task<ISentMessageStore> NewStoreAsync() => Task.FromResult<ISentMessageStore>(new InMemorySentMessageStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableSentMessageStoreTests(AzuriteFixture azurite) : SentMessageStoreContract
{
    protected override async Task<ISentMessageStore> NewStoreAsync() => new TableSentMessageStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledSentMessageStoreTests(AzuriteFixture azurite) : SentMessageStoreContract
{
    protected override async Task<ISentMessageStore> NewStoreAsync() => new TableSentMessageStore(await azurite.NewTroubledHubAsync());
}
