namespace CampaignTasks.Domain.Timers;

/// <summary>
/// Remembers when each timer function was called last, so that a process that starts later sees what was missed. Of several writers the
/// last one counts: a mark that is a little old costs a repeated call, which timer functions bear.
/// </summary>
public interface ITimerMarks
{
    /// <summary>When the function was called last; null when it never was.</summary>
    Task<DateTimeOffset?> FindAsync(string function, CancellationToken cancellationToken);

    /// <summary>Stores that the function was called.</summary>
    Task SetAsync(string function, DateTimeOffset calledAt, CancellationToken cancellationToken);
}
