namespace CampaignTasks.Domain.Automations;

/// <summary>Tells whoever carries an automation out that it has changed.</summary>
public interface IAutomationNotifier
{
    /// <summary>Makes the orchestration read the stored automation again; starts it where there is none yet.</summary>
    Task ChangedAsync(Automation automation, CancellationToken cancellationToken);
}
