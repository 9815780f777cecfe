using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Storage.Quotas;

/// <summary>As <see cref="SlotReservation"/>.</summary>
internal sealed record StoredReservation(
    string Holder,
    string Claim,
    DateTimeOffset From,
    TimeSpan Interval,
    TimeSpan Rest,
    int Count,
    string Day
);
