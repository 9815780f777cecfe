using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tasks;

public sealed class InMemoryTaskStoreTests : TaskStoreContract
{
    protected override Task<ITaskStore> NewStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryTaskStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTaskStoreTests(AzuriteFixture azurite) : TaskStoreContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTaskStoreTests(AzuriteFixture azurite) : TaskStoreContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewTroubledHubAsync());
}

public sealed class InMemoryAuditLogTests : AuditLogContract
{
    protected override Task<ITaskStore> NewStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryTaskStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAuditLogTests(AzuriteFixture azurite) : AuditLogContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAuditLogTests(AzuriteFixture azurite) : AuditLogContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewTroubledHubAsync());
}

public sealed class InMemoryTaskListTests : TaskListContract
{
    protected override Task<ITaskStore> NewStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryTaskStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTaskListTests(AzuriteFixture azurite) : TaskListContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTaskListTests(AzuriteFixture azurite) : TaskListContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewTroubledHubAsync());
}
