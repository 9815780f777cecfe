using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class InMemoryHubStoreTests : HubStoreContract
{
    protected override Task<IHubStore> NewStoreAsync() => Task.FromResult<IHubStore>(new InMemoryHubStore());
}
