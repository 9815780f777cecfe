using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Simulation;

/// <summary>How a world is made.</summary>
internal sealed record Settings
{
    /// <summary>
    /// Whether what can happen at the same instant happens in an order drawn from the seed, instead of first come, first served.
    /// </summary>
    public bool Shuffle { get; init; }

    /// <summary>
    /// Whether messages take their time, overtake each other and come twice, as in production. Timers come too soon in any case.
    /// </summary>
    public bool AsInProduction { get; init; }

    /// <summary>How soon a process that died at a call to storage is started again; null: when the test does it.</summary>
    public TimeSpan? RestartsAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether the app's timer sets erasures going, as in production every five minutes; to a quiet year it would add little but calls.
    /// </summary>
    public bool ReconcilesErasures { get; init; }

    /// <summary>What calls to storage meet; null: fair weather.</summary>
    public Func<Random, FaultModel>? Faults { get; init; }

    internal HubUnrest HubUnrest =>
        new()
        {
            EarlyBy = TimeSpan.FromSeconds(1),
            Jitter = AsInProduction ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero,
            Twice = AsInProduction ? 0.05 : 0,
        };

    /// <summary>How long a process waits at most before it looks for what has come.</summary>
    internal TimeSpan Polling => AsInProduction ? TimeSpan.FromMilliseconds(200) : TimeSpan.Zero;
}
