namespace CampaignTasks.Domain.Tasks;

/// <summary>Which tasks to list; null members do not filter.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="Channel">On this channel.</param>
/// <param name="Campaign">With exactly this campaign label.</param>
/// <param name="Name">Whose name contains this, ignoring case.</param>
public sealed record TaskFilter(
    IReadOnlyCollection<CampaignTaskStatus>? Statuses = null,
    CampaignTasks.Domain.ChannelKind? Channel = null,
    string? Campaign = null,
    string? Name = null
)
{
    public bool Matches(CampaignTask task) =>
        (Statuses is null || Statuses.Contains(task.Status))
        && (Channel is null || Channel == task.Plan.Channel)
        && (Campaign is null || Campaign == task.Plan.Campaign)
        && (Name is null || task.Plan.Name.Contains(Name, StringComparison.OrdinalIgnoreCase));
}
