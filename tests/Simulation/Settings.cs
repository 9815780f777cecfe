using CampaignTasks.App.Tests.Simulation.Machinery;
using Microsoft.DurableTask;

namespace CampaignTasks.App.Tests.Simulation;

/// <summary>How a world is made.</summary>
internal sealed record Settings
{
    /// <summary>Whether what can happen at the same instant happens in an order drawn from the seed, instead of first come, first served.</summary>
    public bool Shuffle { get; init; }

    /// <summary>
    /// Whether the hub looks at its lease and its notes as often as in production. By default it does so rarely: looks that find nothing would be most of
    /// what happens in a quiet year.
    /// </summary>
    public bool AsInProduction { get; init; }

    /// <summary>How soon a process that died at a call to storage is started again; null: when the test does it.</summary>
    public TimeSpan? RestartsAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What calls to storage meet; null: fair weather.</summary>
    public Func<Random, Weather>? Weather { get; init; }

    internal void Apply(DurableHubOptions options)
    {
        // One at a time would never wait: with several, the order of waiting is part of what is tried.
        options.MaxConcurrentTurns = 4;

        // A gate that is waited at lets its guests go on on the thread pool.
        options.MaxStorageRequests = 1_000_000;
        if (!AsInProduction)
        {
            options.LeaseDuration = TimeSpan.FromDays(1);
            options.RenewInterval = TimeSpan.FromHours(6);
            options.PollInterval = TimeSpan.FromMinutes(10);
            options.SweepInterval = TimeSpan.FromHours(1);
        }
    }
}
