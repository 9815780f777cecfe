using CampaignTasks.Domain.Automations;
using CampaignTasks.Storage.Automations;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Automations;

public sealed class InMemoryAutomationStoreTests : AutomationStoreContract
{
    protected override Task<IAutomationStore> NewStoreAsync() => Task.FromResult<IAutomationStore>(new InMemoryAutomationStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAutomationStoreTests(AzuriteFixture azurite) : AutomationStoreContract
{
    protected override async Task<IAutomationStore> NewStoreAsync() => new TableAutomationStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAutomationStoreTests(AzuriteFixture azurite) : AutomationStoreContract
{
    protected override async Task<IAutomationStore> NewStoreAsync() => new TableAutomationStore(await azurite.NewTroubledHubAsync());
}
