using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Domain.Automations;

/// <summary>
/// The store of automations, the earlier versions of their plans and their logs. What is new of an automation
/// (<see cref="Automation.PendingEvents"/>) goes into its log in the same step that stores it.
/// </summary>
public interface IAutomationStore
{
    /// <summary>Stores a new automation.</summary>
    /// <exception cref="ConcurrencyConflictException">There is one with this id already.</exception>
    Task<Automation> AddAsync(Automation automation, CancellationToken cancellationToken);

    /// <summary>Finds the automation; null when it does not exist or belongs to another tenant.</summary>
    Task<Automation?> FindAsync(AutomationKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the automation if it still has the version it was read with. The plan of every version that it ever had stays readable.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Automation> UpdateAsync(Automation automation, CancellationToken cancellationToken);

    /// <summary>Finds the plan of one version; null when there is none.</summary>
    Task<AutomationPlan?> FindPlanAsync(AutomationKey key, int version, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the automation, its plans and its log if it still has the version it was read with; one that is gone is no error.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task DeleteAsync(Automation automation, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's automations, newest first; tests are not among them.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="status">Only those in this status; null: all.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Automation>> ListAsync(
        string tenantId,
        AutomationStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Lists the tests of an automation, newest first.</summary>
    /// <param name="key">The automation that is tested.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Automation>> ListTestsAsync(AutomationKey key, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Reads the facts that a tenant's live automations want: one range read of small columns.</summary>
    Task<IReadOnlyList<FactSubscription>> ReadSubscriptionsAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Lists an automation's log, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<AutomationEntry>> ListEntriesAsync(AutomationKey key, int limit, string? cursor, CancellationToken cancellationToken);
}
