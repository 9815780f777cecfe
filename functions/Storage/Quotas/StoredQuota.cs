namespace CampaignTasks.Storage.Quotas;

/// <summary>The stored form of a quota. A wire format: add optional members, never rename.</summary>
internal sealed record StoredQuota(DateTimeOffset UsedUntil, IReadOnlyList<StoredDay> Days, IReadOnlyList<StoredReservation> Reservations);
