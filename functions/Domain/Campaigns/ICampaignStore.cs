namespace CampaignTasks.Domain.Campaigns;

/// <summary>A store of campaigns. No two campaigns of a tenant have the same name.</summary>
public interface ICampaignStore
{
    /// <summary>Stores a new campaign.</summary>
    /// <returns>The campaign as stored; null when another one has its id or its name.</returns>
    Task<Campaign?> TryAddAsync(Campaign campaign, CancellationToken cancellationToken);

    /// <summary>Finds a campaign; null when the tenant has none with this id.</summary>
    Task<Campaign?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Finds the campaign with exactly this name; null when the tenant has none.</summary>
    Task<Campaign?> FindByNameAsync(string tenantId, string name, CancellationToken cancellationToken);

    /// <summary>Gives a campaign another name, if it still has the version it was read with.</summary>
    /// <returns>The campaign as stored; null when another one has the name.</returns>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Campaign?> TryRenameAsync(Campaign campaign, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a campaign if it still has the version it was read with; one that is gone is no error.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task DeleteAsync(Campaign campaign, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's campaigns, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Campaign>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);
}
