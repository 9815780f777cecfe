namespace CampaignTasks.Domain.Tenants;

/// <summary>
/// A store of counters of what a tenant has, for quotas of things that are too many to be counted for each request. A process that dies
/// between a change and its count leaves a counter behind; <see cref="RecountAsync"/> makes it right again.
/// </summary>
public interface ITenantCounters
{
    /// <summary>Reads a counter; 0 when nothing was counted yet. One point read.</summary>
    Task<long> ReadAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken);

    /// <summary>Adds to a counter, or takes from it; it never falls below 0. Concurrent calls lose nothing and share writes.</summary>
    Task AddAsync(string tenantId, QuotaKind kind, long change, CancellationToken cancellationToken);

    /// <summary>
    /// Counts what is stored and sets the counter to it, unless the last count was at or after <paramref name="notSince"/>. Changes
    /// meanwhile may be missed until the next count.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="kind">The kind: contacts.</param>
    /// <param name="notSince">The time since which a count is new enough.</param>
    /// <param name="now">The time of this count.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>By how much the counter was wrong.</returns>
    Task<long> RecountAsync(
        string tenantId,
        QuotaKind kind,
        DateTimeOffset notSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Measures a part of what the tenant gave, and goes on where the last call ended; with the last part it corrects the counter of
    /// <see cref="QuotaKind.StoredBytes"/>. What is added while it measures counts as it was added. Two processes that measure at once
    /// agree on one.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="notSince">The time since which a measurement is new enough; then nothing is measured.</param>
    /// <param name="now">The time of this measurement.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>True when the measurement is complete, or one is new enough; false: call again.</returns>
    Task<bool> MeasureSomeAsync(string tenantId, DateTimeOffset notSince, DateTimeOffset now, CancellationToken cancellationToken);
}
