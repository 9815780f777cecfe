namespace CampaignTasks.Domain.Tasks;

/// <summary>A notifier of the one orchestration that carries out a task. The stored task is the source of truth.</summary>
public interface ITaskNotifier
{
    /// <summary>
    /// Call after every stored change of a task's status or plan. Senders of this process see it at once, those of other processes within a
    /// second; the task's orchestration is started if the task needs one and has none, and told to look at the task again otherwise.
    /// Safe to repeat: it carries no command, only "look again".
    /// </summary>
    Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken);
}
