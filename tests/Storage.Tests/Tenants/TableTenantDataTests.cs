using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Storage.Carts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Events;
using CampaignTasks.Storage.Facts;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tenants;

[Collection(AzuriteTests.Name)]
public sealed class TableTenantDataTests(AzuriteFixture azurite)
{
    private const string Tenant = "acme";

    // Its id begins with the other's.
    private const string Neighbour = "acme2";

    private static CancellationToken Token => CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Data_IsDeletedToTheLastRow_AndNothingOfAnotherTenant(bool isTroubled)
    {
        var hub = isTroubled ? await azurite.NewTroubledHubAsync() : await azurite.NewHubAsync();
        await FillAsync(hub, Neighbour, first: 1000);
        var before = await RowsAsync(hub);
        await FillAsync(hub, Tenant, first: 1);
        Assert.True((await RowsAsync(hub)).Count > before.Count + 20);
        var data = new TableTenantData(hub);

        while (await data.DeleteSomeAsync(Tenant, Token) > 0) { }

        Assert.Equal([], (await RowsAsync(hub)).Except(before));
        Assert.Equal([], before.Except(await RowsAsync(hub)));
        Assert.Equal(0, await data.DeleteSomeAsync("nobody", Token));
    }

    private static async Task FillAsync(StorageTables hub, string tenant, int first)
    {
        var tenants = new TableTenantStore(hub);
        var key = new ApiKey(tenant, Samples.Id(first), $"hash-{tenant}", "key", Role.Admin, Samples.Now, ExpiresAt: null);
        await tenants.AddKeyAsync(key, most: 10, Token);
        await new TableSettingsStore(hub).SaveAsync(new TenantSettings { TenantId = tenant }, Token);
        await new TableAccountStore(hub).AddAsync(Samples.Account(tenant, first) with { IsDefault = true }, Token);
        await new TableTaskStore(hub).AddAsync(Samples.Task(tenant, first), ["ann@example.net", "bob@example.net"], Token);
        var run = Samples.Run(tenant, Samples.Id(first), day: first);
        await new TableRunStore(hub).OpenAsync(run, Token);
        await new TableLedger(hub).AddPagesAsync(run, [.. Enumerable.Range(0, 5).Select(number => Samples.Page(number))], Token);
        var contacts = new TableContactStore(hub);
        for (var number = 0; number < 12; number++)
        {
            await contacts.SaveAsync(Samples.Contact($"c{number}", tenant, $"c{number}@example.net"), Token);
        }

        var submitted = new ContactEvent("e1", "Viewed", "c1", Samples.Now, new Dictionary<string, AttributeValue>());
        await new TableEventStore(hub).SaveAsync(tenant, [submitted], Samples.Now, Token);
        await new TableCartStore(hub).SaveAsync(tenant, new Cart("k1", "c1", Samples.Now, "EUR", []), Samples.Now, Token);
        ContactFact[] facts = [new ContactFact.ContactChanged("c1", Samples.Now)];
        await new TableFactInbox(hub, TimeProvider.System).AppendAsync(tenant, "a1", facts, Token);
        await new TableQuotaStore(hub).SaveAsync(
            tenant,
            $"account/{first}",
            await new TableQuotaStore(hub).ReadAsync(tenant, "x", Token),
            Token
        );
    }

    private static async Task<List<string>> RowsAsync(StorageTables hub)
    {
        List<string> rows = [];
        foreach (var table in hub.All)
        {
            await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], cancellationToken: Token))
            {
                rows.Add($"{table.Name} {row.PartitionKey} {row.RowKey}");
            }
        }

        return rows;
    }
}
