using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Contacts;

public sealed class InMemoryAddressRecordTests : AddressRecordContract
{
    protected override Task<IContactStore> NewStoreAsync() => Task.FromResult<IContactStore>(new InMemoryContactStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAddressRecordTests(AzuriteFixture azurite) : AddressRecordContract
{
    protected override async Task<IContactStore> NewStoreAsync() => new TableContactStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAddressRecordTests(AzuriteFixture azurite) : AddressRecordContract
{
    protected override async Task<IContactStore> NewStoreAsync() => new TableContactStore(await azurite.NewTroubledHubAsync());
}
