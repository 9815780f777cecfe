using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Retention;

/// <summary>
/// The data that are older than their tenant keeps them. Contacts, consent and suppressions are not among them: nothing here can delete
/// them.
/// </summary>
public interface IExpiredData
{
    /// <summary>Finds runs of any task of the tenant that were completed before an instant, in no order.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="before">The instant.</param>
    /// <param name="most">The most runs to find.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task<IReadOnlyList<Run>> FindRunsAsync(string tenantId, DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Finds pages of any automation of the tenant with journeys that ended before an instant, in no order.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="before">The instant.</param>
    /// <param name="most">The most pages to find.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task<IReadOnlyList<(AutomationKey Key, JourneyPage Page)>> FindJourneysAsync(
        string tenantId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes rows of a kind from before an instant. Repeating it is harmless.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="before">The instant.</param>
    /// <param name="most">The most rows to delete.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The number of rows deleted; fewer than <paramref name="most"/> when none is left.</returns>
    Task<int> DeleteAsync(string tenantId, ExpiredKind kind, DateTimeOffset before, int most, CancellationToken cancellationToken);
}
