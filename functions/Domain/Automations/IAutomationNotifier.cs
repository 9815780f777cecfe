namespace CampaignTasks.Domain.Automations;

/// <summary>A notifier of the orchestration that carries out an automation that has changed.</summary>
public interface IAutomationNotifier
{
    /// <summary>Makes the orchestration read the stored automation again; starts it where there is none yet.</summary>
    Task ChangedAsync(Automation automation, CancellationToken cancellationToken);
}
