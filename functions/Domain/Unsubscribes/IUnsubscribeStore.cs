namespace CampaignTasks.Domain.Unsubscribes;

/// <summary>A store of the messages of tasks after which their readers unsubscribed.</summary>
public interface IUnsubscribeStore
{
    /// <summary>Stores one; the same message again changes nothing.</summary>
    Task AddAsync(string tenantId, Unsubscribe unsubscribe, CancellationToken cancellationToken);

    /// <summary>Reads those of a task: one range read.</summary>
    IAsyncEnumerable<Unsubscribe> ReadAsync(string tenantId, string taskId, CancellationToken cancellationToken);

    /// <summary>Deletes those of a task. Repeating it is harmless.</summary>
    Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken);
}
