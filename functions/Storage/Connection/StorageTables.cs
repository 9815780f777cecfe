using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Connection;

/// <summary>The tables of one hub. Every partition key starts with the tenant, except in the directory.</summary>
/// <param name="service">The account.</param>
/// <param name="options">The hub's name.</param>
public sealed class StorageTables(TableServiceClient service, IOptions<StorageOptions> options)
{
    /// <summary>
    /// The tenants of ids that arrive without one (API key hashes, accounts, runs); the list of tenants; data that belongs to no tenant:
    /// timer marks and entries of the deployment.
    /// </summary>
    internal TableClient Directory { get; } = service.GetTableClient(options.Value.HubName + "Directory");

    /// <summary>
    /// Tasks, creatives, accounts, API keys, audiences, imports, erasures, testers, counters: one partition per tenant and kind.
    /// </summary>
    internal TableClient Definitions { get; } = service.GetTableClient(options.Value.HubName + "Definitions");

    /// <summary>The numbers of messages that accounts and tasks may still send: one partition per quota.</summary>
    internal TableClient Quotas { get; } = service.GetTableClient(options.Value.HubName + "Quotas");

    /// <summary>Pasted addresses: one partition per task. Uploaded ones: one per audience. Audience snapshots: one per run.</summary>
    internal TableClient Recipients { get; } = service.GetTableClient(options.Value.HubName + "Recipients");

    /// <summary>Runs: one partition per task.</summary>
    internal TableClient Runs { get; } = service.GetTableClient(options.Value.HubName + "Runs");

    /// <summary>Pages and their receipts: one partition per run and lane.</summary>
    internal TableClient Ledger { get; } = service.GetTableClient(options.Value.HubName + "Ledger");

    /// <summary>Messages of the sandbox: one partition per tenant.</summary>
    internal TableClient Sandbox { get; } = service.GetTableClient(options.Value.HubName + "Sandbox");

    /// <summary>Responses stored for repeated requests, and ids of inbound and sent messages: one partition per tenant each.</summary>
    internal TableClient Answers { get; } = service.GetTableClient(options.Value.HubName + "Answers");

    /// <summary>Contacts: one partition per tenant and shard.</summary>
    internal TableClient Contacts { get; } = service.GetTableClient(options.Value.HubName + "Contacts");

    /// <summary>
    /// The index from addresses to contacts, with the consent and suppression of each: one partition per tenant and first digit of the
    /// address's hash. The list of suppressed addresses, and what a tenant has of both: one partition per tenant each.
    /// </summary>
    internal TableClient Addresses { get; } = service.GetTableClient(options.Value.HubName + "Addresses");

    /// <summary>Orders by contact: one partition per tenant and shard, one row per contact.</summary>
    internal TableClient Histories { get; } = service.GetTableClient(options.Value.HubName + "Histories");

    /// <summary>The index from orders to contacts: one partition per tenant and shard of order ids.</summary>
    internal TableClient OrderIds { get; } = service.GetTableClient(options.Value.HubName + "OrderIds");

    /// <summary>The index of sales: one partition per tenant and product.</summary>
    internal TableClient Sales { get; } = service.GetTableClient(options.Value.HubName + "Sales");

    /// <summary>Members of static lists: one partition per list.</summary>
    internal TableClient Members { get; } = service.GetTableClient(options.Value.HubName + "Members");

    /// <summary>Messages that people were sent recently: one partition per tenant and shard, one row per person.</summary>
    internal TableClient Touches { get; } = service.GetTableClient(options.Value.HubName + "Touches");

    /// <summary>
    /// Orders that followed messages, and their totals by task: one partition per tenant. Unsubscribes that followed messages: one per
    /// task.
    /// </summary>
    internal TableClient Conversions { get; } = service.GetTableClient(options.Value.HubName + "Conversions");

    /// <summary>Journeys: one partition per automation.</summary>
    internal TableClient Journeys { get; } = service.GetTableClient(options.Value.HubName + "Journeys");

    /// <summary>The index from contacts to their journeys: one partition per tenant and shard.</summary>
    internal TableClient JourneyIndex { get; } = service.GetTableClient(options.Value.HubName + "JourneyIndex");

    /// <summary>Events: one partition per tenant and shard of contacts; and one per shard of their ids.</summary>
    internal TableClient Events { get; } = service.GetTableClient(options.Value.HubName + "Events");

    /// <summary>Carts: one partition per tenant and shard.</summary>
    internal TableClient Carts { get; } = service.GetTableClient(options.Value.HubName + "Carts");

    /// <summary>Facts that automations have not read yet: one partition per automation.</summary>
    internal TableClient Facts { get; } = service.GetTableClient(options.Value.HubName + "Facts");

    /// <summary>Single messages: one partition per tenant with a row per request, and one per batch of which something may leave.</summary>
    internal TableClient Singles { get; } = service.GetTableClient(options.Value.HubName + "Singles");

    /// <summary>Events on their way to webhooks, and what became of them: one partition per webhook.</summary>
    internal TableClient Deliveries { get; } = service.GetTableClient(options.Value.HubName + "Deliveries");

    /// <summary>What people wrote to accounts: one partition per person.</summary>
    internal TableClient Received { get; } = service.GetTableClient(options.Value.HubName + "Received");

    /// <summary>Messages in inboxes: one partition per contact.</summary>
    internal TableClient Inboxes { get; } = service.GetTableClient(options.Value.HubName + "Inboxes");

    internal IEnumerable<TableClient> All =>
        [
            Directory,
            Definitions,
            Quotas,
            Recipients,
            Runs,
            Ledger,
            Sandbox,
            Answers,
            Contacts,
            Addresses,
            Histories,
            OrderIds,
            Sales,
            Members,
            Touches,
            Conversions,
            Journeys,
            JourneyIndex,
            Events,
            Carts,
            Facts,
            Singles,
            Deliveries,
            Received,
            Inboxes,
        ];
}
