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
    /// <summary>Whose approval has any of these statuses.</summary>
    public IReadOnlyCollection<ApprovalStatus>? ApprovalStatuses { get; init; }

    /// <summary>With this target site, by its id.</summary>
    public string? Site { get; init; }

    /// <summary>With this app, by its id.</summary>
    public string? App { get; init; }

    public bool Matches(CampaignTask task) =>
        (Statuses is null || Statuses.Contains(task.Status))
        && (ApprovalStatuses is null || ApprovalStatuses.Contains(task.ApprovalStatus))
        && (Channel is null || Channel == task.Plan.Channel)
        && (Campaign is null || Campaign == task.Plan.Campaign)
        && (Site is null || Site == task.Plan.Site)
        && (App is null || App == task.Plan.App)
        && (Name is null || task.Plan.Name.Contains(Name, StringComparison.OrdinalIgnoreCase));
}
