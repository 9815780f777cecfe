using CampaignTasks.Domain.Deployment;
using CampaignTasks.Storage.Deployment;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Deployment;

public sealed class InMemoryDeploymentNotesTests : DeploymentNotesContract
{
    protected override Task<IDeploymentNotes> NewStoreAsync() => Task.FromResult<IDeploymentNotes>(new InMemoryDeploymentNotes());
}

[Collection(AzuriteTests.Name)]
public sealed class TableDeploymentNotesTests(AzuriteFixture azurite) : DeploymentNotesContract
{
    protected override async Task<IDeploymentNotes> NewStoreAsync() => new TableDeploymentNotes(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledDeploymentNotesTests(AzuriteFixture azurite) : DeploymentNotesContract
{
    protected override async Task<IDeploymentNotes> NewStoreAsync() => new TableDeploymentNotes(await azurite.NewTroubledHubAsync());
}
