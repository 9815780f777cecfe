using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Webhooks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Webhooks;

public sealed class InMemoryWebhookDeliveryStoreTests : WebhookDeliveryStoreContract
{
    protected override Task<IWebhookDeliveryStore> NewStoreAsync() =>
        Task.FromResult<IWebhookDeliveryStore>(new InMemoryWebhookDeliveryStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableWebhookDeliveryStoreTests(AzuriteFixture azurite) : WebhookDeliveryStoreContract
{
    protected override async Task<IWebhookDeliveryStore> NewStoreAsync() => new TableWebhookDeliveryStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledWebhookDeliveryStoreTests(AzuriteFixture azurite) : WebhookDeliveryStoreContract
{
    protected override async Task<IWebhookDeliveryStore> NewStoreAsync() =>
        new TableWebhookDeliveryStore(await azurite.NewTroubledHubAsync());
}
