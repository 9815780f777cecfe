namespace CampaignTasks.Domain.Timers;

/// <summary>
/// A store of the last call of each timer function, so that a process that starts later sees what was missed. The last of several writers
/// wins: a mark that is a little old costs a repeated call, which timer functions tolerate.
/// </summary>
public interface ITimerMarks
{
    /// <summary>Finds the time of the function's last call; null when it was never called.</summary>
    Task<DateTimeOffset?> FindAsync(string function, CancellationToken cancellationToken);

    /// <summary>Stores that the function was called.</summary>
    Task SetAsync(string function, DateTimeOffset calledAt, CancellationToken cancellationToken);
}
