using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>Tasks, over the wire.</summary>
internal sealed class WiredTaskStore(ITaskStore store, StorageWire wire) : ITaskStore
{
    public Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, CancellationToken cancellationToken) =>
        wire.CompareAsync("add task", task.Id, () => store.AddAsync(task, recipients, cancellationToken));

    public Task<CampaignTask?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find task", id, () => store.FindAsync(tenantId, id, cancellationToken));

    public Task<CampaignTask> UpdateAsync(CampaignTask task, IReadOnlyList<string>? recipients, CancellationToken cancellationToken) =>
        wire.CompareAsync("update task", task.Id, () => store.UpdateAsync(task, recipients, cancellationToken));

    public Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken) =>
        wire.CompareAsync("delete task", task.Id, () => store.DeleteAsync(task, cancellationToken));

    public Task<CursorPage<AuditEntry>> ListEntriesAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("list entries", taskId, () => store.ListEntriesAsync(tenantId, taskId, limit, cursor, cancellationToken));

    public Task<CursorPage<CampaignTask>> ListAsync(
        string tenantId,
        TaskFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("list tasks", tenantId, () => store.ListAsync(tenantId, filter, limit, cursor, cancellationToken));

    public IAsyncEnumerable<string> ReadRecipientsAsync(
        string tenantId,
        string taskId,
        int listVersion,
        CancellationToken cancellationToken
    ) => wire.StreamAsync("read recipients", taskId, store.ReadRecipientsAsync(tenantId, taskId, listVersion, cancellationToken));

    public IAsyncEnumerable<CreativeUser> ReadCreativeUsersAsync(
        string tenantId,
        string newest,
        string oldest,
        CancellationToken cancellationToken
    ) => wire.StreamAsync("read creative users", newest, store.ReadCreativeUsersAsync(tenantId, newest, oldest, cancellationToken));
}

/// <summary>Accounts, over the wire.</summary>
internal sealed class WiredAccountStore(IAccountStore store, StorageWire wire) : IAccountStore
{
    public Task<ChannelAccount> AddAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        wire.CompareAsync("add account", account.Id, () => store.AddAsync(account, cancellationToken));

    public Task<ChannelAccount?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find account", id, () => store.FindAsync(tenantId, id, cancellationToken));

    public Task<string?> FindTenantAsync(string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find account's tenant", id, () => store.FindTenantAsync(id, cancellationToken));

    public Task<ChannelAccount> UpdateAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        wire.CompareAsync("update account", account.Id, () => store.UpdateAsync(account, cancellationToken));

    public Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        wire.CompareAsync("delete account", account.Id, () => store.DeleteAsync(account, cancellationToken));

    public Task<IReadOnlyList<ChannelAccount>> ListAsync(string tenantId, CancellationToken cancellationToken) =>
        wire.ReadAsync("list accounts", tenantId, () => store.ListAsync(tenantId, cancellationToken));
}

/// <summary>Tenants, over the wire.</summary>
internal sealed class WiredTenantStore(ITenantStore store, StorageWire wire) : ITenantStore
{
    public Task AddAsync(Tenant tenant, CancellationToken cancellationToken) =>
        wire.WriteAsync("add tenant", tenant.Id, () => store.AddAsync(tenant, cancellationToken));

    public Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find tenant", id, () => store.FindAsync(id, cancellationToken));

    public Task<Tenant> UpdateAsync(Tenant tenant, CancellationToken cancellationToken) =>
        wire.CompareAsync("update tenant", tenant.Id, () => store.UpdateAsync(tenant, cancellationToken));

    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete tenant", id, () => store.DeleteAsync(id, cancellationToken));

    public Task<CursorPage<Tenant>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        wire.ReadAsync("list tenants", "", () => store.ListAsync(limit, cursor, cancellationToken));

    public IAsyncEnumerable<Tenant> AllAsync(CancellationToken cancellationToken) =>
        wire.StreamAsync("read tenants", "", store.AllAsync(cancellationToken));

    public Task<bool> AddKeyAsync(ApiKey key, long most, CancellationToken cancellationToken) =>
        wire.WriteAsync("add key", key.Id, () => store.AddKeyAsync(key, most, cancellationToken));

    public Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        wire.ReadAsync("find key", "", () => store.FindKeyAsync(hash, cancellationToken));

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken) =>
        wire.ReadAsync("list keys", tenantId, () => store.ListKeysAsync(tenantId, cancellationToken));

    public Task<CursorPage<ApiKey>> ListKeysAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        wire.ReadAsync("list keys", tenantId, () => store.ListKeysAsync(tenantId, limit, cursor, cancellationToken));

    public Task<KeyDeletion> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete key", id, () => store.DeleteKeyAsync(tenantId, id, cancellationToken));
}

/// <summary>Quotas, over the wire.</summary>
internal sealed class WiredQuotaStore(IQuotaStore store, StorageWire wire) : IQuotaStore
{
    public Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken) =>
        wire.ReadAsync("read quota", scope, () => store.ReadAsync(tenantId, scope, cancellationToken));

    public Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota quota, CancellationToken cancellationToken) =>
        wire.CompareAsync("save quota", scope, () => store.SaveAsync(tenantId, scope, quota, cancellationToken));

    public Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete quota", scope, () => store.DeleteAsync(tenantId, scope, cancellationToken));
}
