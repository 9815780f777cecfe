using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Webhooks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Webhooks;

public sealed class InMemoryWebhookStoreTests : WebhookStoreContract
{
    protected override Task<IWebhookStore> NewStoreAsync() => Task.FromResult<IWebhookStore>(new InMemoryWebhookStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableWebhookStoreTests(AzuriteFixture azurite) : WebhookStoreContract
{
    protected override async Task<IWebhookStore> NewStoreAsync() => new TableWebhookStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledWebhookStoreTests(AzuriteFixture azurite) : WebhookStoreContract
{
    protected override async Task<IWebhookStore> NewStoreAsync() => new TableWebhookStore(await azurite.NewTroubledHubAsync());
}
