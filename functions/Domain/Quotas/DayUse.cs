using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>The number of slots of a local day that are used or reserved.</summary>
public sealed record DayUse(LocalDate Day, int Used);
