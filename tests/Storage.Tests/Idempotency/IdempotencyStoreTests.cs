using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Storage.Idempotency;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Idempotency;

public sealed class InMemoryIdempotencyStoreTests : IdempotencyStoreContract
{
    protected override Task<IIdempotencyStore> NewStoreAsync() => Task.FromResult<IIdempotencyStore>(new InMemoryIdempotencyStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableIdempotencyStoreTests(AzuriteFixture azurite) : IdempotencyStoreContract
{
    protected override async Task<IIdempotencyStore> NewStoreAsync() => new TableIdempotencyStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledIdempotencyStoreTests(AzuriteFixture azurite) : IdempotencyStoreContract
{
    protected override async Task<IIdempotencyStore> NewStoreAsync() => new TableIdempotencyStore(await azurite.NewTroubledHubAsync());
}
