using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>How many slots of a local day are used or reserved.</summary>
public sealed record DayUse(LocalDate Day, int Used);
