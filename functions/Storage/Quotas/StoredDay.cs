using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Storage.Quotas;

/// <summary>As <see cref="DayUse"/>; the day as in 2026-12-01.</summary>
internal sealed record StoredDay(string Day, int Used);
