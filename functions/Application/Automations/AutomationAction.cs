using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Automations;

/// <summary>An action of a caller on a stored automation.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="By">The caller.</param>
/// <param name="Apply">Makes the move at an instant.</param>
internal sealed record AutomationAction(string Name, TaskActor By, Func<Automation, DateTimeOffset, Automation> Apply)
{
    /// <summary>True when it starts a draft, whose plan is checked again then.</summary>
    public bool StartsDraft { get; init; }

    /// <summary>Throws unless the stored version is one the caller expects. The default expects any.</summary>
    public Action<string?> EnsureVersion { get; init; } = static _ => { };
}
