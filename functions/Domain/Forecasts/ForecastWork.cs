namespace CampaignTasks.Domain.Forecasts;

/// <summary>The work that a forecast has done, which is limited.</summary>
/// <param name="most">The most steps.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class ForecastWork(int most, CancellationToken cancellationToken)
{
    /// <summary>The steps done.</summary>
    public int Steps { get; private set; }

    /// <summary>True when there was more to do than the limit permits.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>Counts a step that is about to be done.</summary>
    /// <returns>False when no more may be done.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits for the forecast any more.</exception>
    public bool TryStep()
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsUsedUp = Steps >= most;
        Steps += IsUsedUp ? 0 : 1;
        return !IsUsedUp;
    }

    /// <summary>Counts steps that are done in any case.</summary>
    public void Add(int steps) => Steps += steps;
}
