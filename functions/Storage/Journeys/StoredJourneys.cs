using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Storage.Journeys;

/// <summary>The content of a page's row, as JSON.</summary>
/// <param name="Batch">The batch that last moved messages of the page into the ledger.</param>
/// <param name="Journeys">The journeys; null for a vacant place.</param>
/// <param name="Past">The counts of journeys that are not kept any longer; null when there are none.</param>
internal sealed record StoredJourneys(string? Batch, IReadOnlyList<Journey?> Journeys, JourneyCounts? Past = null);
