using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Storage.Journeys;

/// <summary>The content of a page's row, as JSON.</summary>
/// <param name="Batch">The batch that last moved messages of the page into the ledger.</param>
/// <param name="Journeys">The journeys; null for a vacant place.</param>
internal sealed record StoredJourneys(string? Batch, IReadOnlyList<Journey?> Journeys);
