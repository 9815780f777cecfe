using CampaignTasks.Domain.Conversions;
using CampaignTasks.Storage.Conversions;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Conversions;

public sealed class InMemoryConversionStoreTests : ConversionStoreContract
{
    protected override Task<IConversionStore> NewStoreAsync() => Task.FromResult<IConversionStore>(new InMemoryConversionStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableConversionStoreTests(AzuriteFixture azurite) : ConversionStoreContract
{
    protected override async Task<IConversionStore> NewStoreAsync() => new TableConversionStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledConversionStoreTests(AzuriteFixture azurite) : ConversionStoreContract
{
    protected override async Task<IConversionStore> NewStoreAsync() => new TableConversionStore(await azurite.NewTroubledHubAsync());
}
