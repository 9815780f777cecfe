using CampaignTasks.Storage.Tables;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage;

/// <summary>The tables of one hub. Every partition key starts with the tenant, except in the directory.</summary>
/// <param name="service">The account.</param>
/// <param name="options">Names the hub.</param>
public sealed class HubTables(TableServiceClient service, IOptions<StorageOptions> options)
{
    /// <summary>Leads from ids that arrive without a tenant to the tenant: API key hashes, accounts, runs; and lists the tenants.</summary>
    internal TableClient Directory { get; } = service.GetTableClient(options.Value.HubName + "Directory");

    /// <summary>Tasks, accounts and API keys: one partition per tenant and kind.</summary>
    internal TableClient Definitions { get; } = service.GetTableClient(options.Value.HubName + "Definitions");

    /// <summary>Pasted addresses: one partition per task. Frozen audiences: one per run.</summary>
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

    /// <summary>Leads from addresses to contacts, and keeps what was said about them: one partition per tenant and first digit of the address's hash.</summary>
    internal TableClient Addresses { get; } = service.GetTableClient(options.Value.HubName + "Addresses");

    internal IEnumerable<TableClient> All => [Directory, Definitions, Recipients, Runs, Ledger, Sandbox, Answers, Contacts, Addresses];
}

/// <summary>Makes the tables before anything is kept in them.</summary>
/// <param name="tables">The tables.</param>
public sealed class StorageInitializer(HubTables tables)
{
    /// <summary>Creates the tables that are missing. Call it once at start, before the first store is used; repeating it is harmless.</summary>
    /// <exception cref="Azure.RequestFailedException">The account refuses or does not answer.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(tables.All.Select(table => table.CreateIfNotExistsAsync(cancellationToken)));
}
