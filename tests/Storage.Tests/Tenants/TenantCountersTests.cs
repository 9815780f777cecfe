using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tenants;

public sealed class InMemoryTenantCountersTests : TenantCountersContract
{
    protected override Task<(ITenantCounters Counters, IContactStore Contacts)> NewAsync()
    {
        var contacts = new InMemoryContactStore();
        var counters = new InMemoryTenantCounters
        {
            Contacts = async tenant => await contacts.ReadAllAsync(tenant, afterKey: null, Token).LongCountAsync(),
        };
        return Task.FromResult<(ITenantCounters, IContactStore)>((counters, contacts));
    }
}

[Collection(AzuriteTests.Name)]
public sealed class TableTenantCountersTests(AzuriteFixture azurite) : TenantCountersContract
{
    protected override async Task<(ITenantCounters Counters, IContactStore Contacts)> NewAsync()
    {
        var tables = await azurite.NewHubAsync();
        return (new TableTenantCounters(tables), new TableContactStore(tables));
    }
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTenantCountersTests(AzuriteFixture azurite) : TenantCountersContract
{
    protected override async Task<(ITenantCounters Counters, IContactStore Contacts)> NewAsync()
    {
        var tables = await azurite.NewTroubledHubAsync();
        return (new TableTenantCounters(tables), new TableContactStore(tables));
    }
}
