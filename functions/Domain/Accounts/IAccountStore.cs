namespace CampaignTasks.Domain.Accounts;

/// <summary>A store of channel accounts.</summary>
public interface IAccountStore
{
    /// <summary>Stores a new account. When it is the default, the channel's previous default stops being one.</summary>
    /// <exception cref="ConcurrencyConflictException">The id is taken, by this tenant or another.</exception>
    Task<ChannelAccount> AddAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>Finds the account; null when it does not exist or belongs to another tenant.</summary>
    Task<ChannelAccount?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the tenant that an account id belongs to, for webhook calls, which carry no API key; null when there is none.
    /// </summary>
    Task<string?> FindTenantAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the account if it still has the version it was read with. When it is the default, the channel's previous default stops
    /// being one.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">It was changed in between.</exception>
    Task<ChannelAccount> UpdateAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>Deletes the account if it still has the version it was read with; an account that is gone is not an error.</summary>
    /// <exception cref="ConcurrencyConflictException">It was changed in between.</exception>
    Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's accounts, newest first; at most some hundreds.</summary>
    Task<IReadOnlyList<ChannelAccount>> ListAsync(string tenantId, CancellationToken cancellationToken);
}
