using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>The way in which a paused task goes on.</summary>
/// <param name="Overdue">
/// What becomes of what came due during the pause: moved by its length (`shift`, the default), sent at once (`sendNow`) or not sent
/// (`drop`).
/// </param>
public sealed record ResumeRequest(OverdueRule? Overdue);
