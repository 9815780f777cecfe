namespace CampaignTasks.Application.Tests.Automations;

/// <summary>Kills a turn at storage calls: before the call is made, or after, when the caller does not learn that it was.</summary>
public sealed class Interruptions
{
    /// <summary>Decides before and after each call.</summary>
    public Func<bool> Fails { get; set; } = () => false;

    /// <summary>True while something runs that may be killed.</summary>
    public bool IsArmed { get; set; }

    /// <summary>The number of times that a call began or ended while something ran that may be killed.</summary>
    public int Passed { get; set; }

    /// <exception cref="TimeoutException">The turn ends here.</exception>
    public void Pass()
    {
        Passed += IsArmed ? 1 : 0;
        if (IsArmed && Fails())
        {
            throw new TimeoutException("Storage did not answer.");
        }
    }
}
