using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Storage.Audiences;
using CampaignTasks.Storage.Carts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Conversions;
using CampaignTasks.Storage.Events;
using CampaignTasks.Storage.Facts;
using CampaignTasks.Storage.Idempotency;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Storage.Inboxes;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Orders;
using CampaignTasks.Storage.Quotas;
using CampaignTasks.Storage.Sandbox;
using CampaignTasks.Storage.SingleMessages;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Storage.Touches;
using CampaignTasks.Storage.Webhooks;
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
        var filled = (await RowsAsync(hub)).Except(before).Select(row => row.Table).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(hub.All.Select(table => table.Name).Order(StringComparer.Ordinal), filled);
        var data = new TableTenantData(hub);

        while (await data.DeleteSomeAsync(Tenant, Token) > 0) { }

        Assert.Equal([], (await RowsAsync(hub)).Except(before));
        Assert.Equal([], before.Except(await RowsAsync(hub)));
        Assert.Equal(0, await data.DeleteSomeAsync("nobody", Token));
    }

    // Rows of a tenant in every table.
    private static async Task FillAsync(StorageTables hub, string tenant, int first)
    {
        await FillTenantAsync(hub, tenant, first);
        await FillMessagesAsync(hub, tenant, first);
        await FillPeopleAsync(hub, tenant);
        await FillSalesAsync(hub, tenant);
        await FillAutomationsAsync(hub, tenant);
    }

    private static async Task FillTenantAsync(StorageTables hub, string tenant, int first)
    {
        var key = new ApiKey(tenant, Samples.Id(first), $"hash-{tenant}", "key", Role.Admin, Samples.Now, ExpiresAt: null);
        await new TableTenantStore(hub).AddKeyAsync(key, most: 10, Token);
        await new TableSettingsStore(hub).SaveAsync(new TenantSettings { TenantId = tenant }, Token);
        await new TableAccountStore(hub).AddAsync(Samples.Account(tenant, first) with { IsDefault = true }, Token);
        await new TableIdempotencyStore(hub).TryBeginAsync(tenant, "key", "post", Samples.Now, Token);
        var delivery = new WebhookDelivery
        {
            TenantId = tenant,
            WebhookId = "w1",
            Id = Samples.Id(first),
            Type = "task.completed",
            Body = "{}",
            NextAttemptAt = Samples.Now,
            CreatedAt = Samples.Now,
        };
        await new TableWebhookDeliveryStore(hub).AddAsync([delivery], Token);
    }

    private static async Task FillMessagesAsync(StorageTables hub, string tenant, int first)
    {
        await new TableTaskStore(hub).AddAsync(Samples.Task(tenant, first), ["ann@example.net", "bob@example.net"], Token);
        var run = Samples.Run(tenant, Samples.Id(first), day: first);
        await new TableRunStore(hub).OpenAsync(run, Token);
        await new TableLedger(hub).AddPagesAsync(run, [.. Enumerable.Range(0, 5).Select(number => Samples.Page(number))], Token);
        var quotas = new TableQuotaStore(hub);
        await quotas.SaveAsync(tenant, $"account/{first}", await quotas.ReadAsync(tenant, "x", Token), Token);
        var id = new MessageId(run.Id, 0, 0);
        var content = new RenderedCreative("Hello", "Hi", null);
        var message = new SandboxMessage(tenant, id, ChannelKind.Email, "account", "ann@example.net", content, Samples.Now);
        await new TableSandboxOutbox(hub).AddAsync(message, Token);
        var batch = new SingleBatch
        {
            TenantId = tenant,
            Run = RunId.OfSingles(tenant, "batch"),
            Channel = ChannelKind.Email,
            Accounts = ["account"],
            Purpose = MessagePurpose.Transactional,
            SendAt = Samples.Now,
            CreatedAt = Samples.Now,
            Requests = [Samples.Id(first)],
        };
        var creative = new PlannedCreative(new Creative("Your receipt", "Thank you.", null));
        SingleMessage[] singles = [new(Samples.Id(first), "ann@example.net", ContactId: null, creative, Data: null)];
        await new TableSingleMessageStore(hub).TryAddAsync(batch, singles, Token);
    }

    private static async Task FillPeopleAsync(StorageTables hub, string tenant)
    {
        var contacts = new TableContactStore(hub);
        for (var number = 0; number < 12; number++)
        {
            await contacts.SaveAsync(Samples.Contact($"c{number}", tenant, $"c{number}@example.net"), Token);
        }

        await new TableAudienceStore(hub).ChangeMembersAsync(tenant, "list", added: ["c1", "c2"], removed: [], Token);
        var touch = new Touch(new MessageId(Samples.Run(tenant).Id, 0, 0), "task", ChannelKind.Email, Samples.Now);
        await new TableTouchStore(hub).AddAsync(tenant, [("c1", touch)], Samples.Now.AddDays(-9), Token);
        var text = new ReceivedMessage(tenant, "c1", "m1", "account", ChannelKind.Telegram, "c1", "12345", "Hello", Samples.Now);
        await new TableReceivedMessageStore(hub).SaveAsync(text, Token);
        var shown = new InboxMessage
        {
            TenantId = tenant,
            ContactId = "c1",
            Id = touch.Message,
            AccountId = "account",
            Channel = ChannelKind.Inbox,
            Text = "Hello",
            ReceivedAt = Samples.Now,
        };
        await new TableInboxStore(hub).AddAsync(shown, Token);
    }

    private static async Task FillSalesAsync(StorageTables hub, string tenant)
    {
        var order = new Order("o1", 1, Samples.Now, OrderStatus.Successful, "FR", null, Order.NoCurrency, [new("p1", 1, 10)]);
        await new TableOrderStore(hub).SaveAsync(tenant, [new("c1", order)], Token);
        var conversion = new Conversion("o1", 1, Samples.Now, "task", Samples.Now.AddDays(-1), Counts: true, "EUR", 10);
        await new TableConversionStore(hub).SaveAsync(tenant, [conversion], Token);
        await new TableCartStore(hub).SaveAsync(tenant, new Cart("k1", "c1", Samples.Now, "EUR", []), Samples.Now, Token);
        var submitted = new ContactEvent("e1", "Viewed", "c1", Samples.Now, new Dictionary<string, AttributeValue>());
        await new TableEventStore(hub).SaveAsync(tenant, [submitted], Samples.Now, Token);
    }

    private static async Task FillAutomationsAsync(StorageTables hub, string tenant)
    {
        var key = new AutomationKey(tenant, "a1");
        ContactFact[] facts = [new ContactFact.ContactChanged("c1", Samples.Now)];
        await new TableFactInbox(hub, TimeProvider.System).AppendAsync(tenant, key.AutomationId, facts, Token);
        await new TableJourneyStore(hub).SaveProgressAsync(key, new JourneyProgress { LastPage = 1 }, Token);
        var places = new Dictionary<string, JourneyPlace> { ["c1"] = new(0, 0, "list", Samples.Now) };
        await new TableJourneyIndex(hub).TakeAsync(key, places, Token);
    }

    private static async Task<List<(string Table, string Partition, string Row)>> RowsAsync(StorageTables hub)
    {
        List<(string Table, string Partition, string Row)> rows = [];
        foreach (var table in hub.All)
        {
            await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], cancellationToken: Token))
            {
                rows.Add((table.Name, row.PartitionKey, row.RowKey));
            }
        }

        return rows;
    }
}
