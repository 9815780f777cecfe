using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps channel accounts in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryAccountStore : IAccountStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ChannelAccount> _accounts = [];
    private long _version;

    public Task<ChannelAccount> AddAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _accounts.ContainsKey(account.Id)
                ? throw new ConcurrencyConflictException($"Account {account.Id}")
                : Task.FromResult(Save(account));
        }
    }

    public Task<ChannelAccount?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_accounts.TryGetValue(id, out var account) && account.TenantId == tenantId ? account : null);
        }
    }

    public Task<string?> FindTenantAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_accounts.GetValueOrDefault(id)?.TenantId);
        }
    }

    public Task<ChannelAccount> UpdateAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return IsCurrent(account) ? Task.FromResult(Save(account)) : throw new ConcurrencyConflictException($"Account {account.Id}");
        }
    }

    public Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var isThere = _accounts.TryGetValue(account.Id, out var stored) && stored.TenantId == account.TenantId;
            if (isThere && !IsCurrent(account))
            {
                throw new ConcurrencyConflictException($"Account {account.Id}");
            }

            _ = isThere && _accounts.Remove(account.Id);
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ChannelAccount>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ChannelAccount>>([
                .. _accounts
                    .Values.Where(account => account.TenantId == tenantId)
                    .OrderByDescending(account => account.Id, StringComparer.Ordinal),
            ]);
        }
    }

    private bool IsCurrent(ChannelAccount account) =>
        _accounts.TryGetValue(account.Id, out var stored) && stored.TenantId == account.TenantId && stored.ETag == account.ETag;

    private ChannelAccount Save(ChannelAccount account)
    {
        if (account.IsDefault)
        {
            ChannelAccount[] others =
            [
                .. _accounts.Values.Where(other =>
                    other.IsDefault && other.Id != account.Id && other.TenantId == account.TenantId && other.Channel == account.Channel
                ),
            ];
            foreach (var other in others)
            {
                _accounts[other.Id] = other with { IsDefault = false, ETag = NewVersion() };
            }
        }

        return _accounts[account.Id] = account with { ETag = NewVersion() };
    }

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);
}
