namespace CampaignTasks.Storage.Quotas;

/// <summary>How a quota is stored. A wire format: add optional members, never rename.</summary>
internal sealed record StoredQuota(DateTimeOffset UsedUntil, IReadOnlyList<StoredDay> Days, IReadOnlyList<StoredReservation> Reservations);
