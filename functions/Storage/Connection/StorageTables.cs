using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Connection;

/// <summary>The tables of one hub. Every partition key starts with the tenant, except in the directory.</summary>
/// <param name="service">The account.</param>
/// <param name="options">Names the hub.</param>
public sealed class StorageTables(TableServiceClient service, IOptions<StorageOptions> options)
{
    /// <summary>
    /// Leads from ids that arrive without a tenant to the tenant: API key hashes, accounts, runs; lists the tenants; keeps what belongs to
    /// no tenant: timers' marks and notes of the deployment.
    /// </summary>
    internal TableClient Directory { get; } = service.GetTableClient(options.Value.HubName + "Directory");

    /// <summary>Tasks, accounts, API keys, audiences, imports, erasures: one partition per tenant and kind.</summary>
    internal TableClient Definitions { get; } = service.GetTableClient(options.Value.HubName + "Definitions");

    /// <summary>What accounts and tasks may still send: one partition per budget.</summary>
    internal TableClient Quotas { get; } = service.GetTableClient(options.Value.HubName + "Quotas");

    /// <summary>Pasted addresses: one partition per task. Uploaded ones: one per audience. Frozen audiences: one per run.</summary>
    internal TableClient Recipients { get; } = service.GetTableClient(options.Value.HubName + "Recipients");

    /// <summary>Runs: one partition per task.</summary>
    internal TableClient Runs { get; } = service.GetTableClient(options.Value.HubName + "Runs");

    /// <summary>Pages and the receipts beside them: one partition per run and lane.</summary>
    internal TableClient Ledger { get; } = service.GetTableClient(options.Value.HubName + "Ledger");

    /// <summary>What went to the sandbox: one partition per tenant.</summary>
    internal TableClient Sandbox { get; } = service.GetTableClient(options.Value.HubName + "Sandbox");

    /// <summary>Answers kept for repeated requests: one partition per tenant.</summary>
    internal TableClient Answers { get; } = service.GetTableClient(options.Value.HubName + "Answers");

    /// <summary>Contacts: one partition per tenant and shard.</summary>
    internal TableClient Contacts { get; } = service.GetTableClient(options.Value.HubName + "Contacts");

    /// <summary>
    /// Leads from addresses to contacts, and keeps what was said about them: one partition per tenant and first digit of the address's
    /// hash.
    /// </summary>
    internal TableClient Addresses { get; } = service.GetTableClient(options.Value.HubName + "Addresses");

    /// <summary>Orders by contact: one partition per tenant and shard, one row per contact.</summary>
    internal TableClient Histories { get; } = service.GetTableClient(options.Value.HubName + "Histories");

    /// <summary>Leads from orders to contacts: one partition per tenant and shard of order ids.</summary>
    internal TableClient OrderIds { get; } = service.GetTableClient(options.Value.HubName + "OrderIds");

    /// <summary>The index of sales: one partition per tenant and product.</summary>
    internal TableClient Sales { get; } = service.GetTableClient(options.Value.HubName + "Sales");

    /// <summary>Members of static lists: one partition per list.</summary>
    internal TableClient Members { get; } = service.GetTableClient(options.Value.HubName + "Members");

    /// <summary>What people were sent of late: one partition per tenant and shard, one row per person.</summary>
    internal TableClient Touches { get; } = service.GetTableClient(options.Value.HubName + "Touches");

    /// <summary>Orders that followed messages, and their totals by task: one partition per tenant.</summary>
    internal TableClient Conversions { get; } = service.GetTableClient(options.Value.HubName + "Conversions");

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
        ];
}
