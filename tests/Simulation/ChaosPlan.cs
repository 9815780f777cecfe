using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Simulation.Machinery;

namespace CampaignTasks.Simulation;

/// <summary>What a person does to the task meanwhile.</summary>
internal enum PersonDoes
{
    Nothing,
    PausesAndResumes,
    Stops,
    Cancels,
}

/// <summary>Everything that goes wrong in one life of a task, drawn from a seed.</summary>
internal sealed record ChaosPlan
{
    private ChaosPlan() { }

    public required int Seed { get; init; }

    public required int Recipients { get; init; }

    public required bool HasKey { get; init; }

    public required bool StopOnFailure { get; init; }

    /// <summary>The pause between messages, as the API takes it; null: none.</summary>
    public required string? Pause { get; init; }

    public required PersonDoes Person { get; init; }

    /// <summary>When the person does it, and for a pause, when it is resumed.</summary>
    public required (TimeSpan First, TimeSpan Then) PersonWaits { get; init; }

    /// <summary>The share of storage calls that meet trouble in a squall.</summary>
    public required double Storm { get; init; }

    /// <summary>The share of requests the provider does not simply accept.</summary>
    public required double Moods { get; init; }

    /// <summary>At which calls to storage a process dies.</summary>
    public required IReadOnlyList<(int Call, Crash Death)> Crashes { get; init; }

    /// <summary>When the wall clock is put forward or back, and by how much.</summary>
    public required IReadOnlyList<(TimeSpan At, TimeSpan By)> Jumps { get; init; }

    /// <summary>When a process stands still, and for how long; another stands by then.</summary>
    public required (TimeSpan At, TimeSpan For)? Freeze { get; init; }

    /// <summary>The stages of its roll-out; null: everybody at once.</summary>
    public required RolloutDefinition? Rollout { get; init; }

    public static ChaosPlan Draw(int seed)
    {
        var chance = new Random(seed);
        var pause = chance.Next(3) switch
        {
            0 => "PT3S",
            1 => "PT1S",
            _ => null,
        };
        return new ChaosPlan
        {
            Seed = seed,
            Pause = pause,
            Recipients = pause is null ? chance.Next(1, 320) : chance.Next(1, 60),
            HasKey = chance.Next(2) == 0,
            StopOnFailure = chance.Next(5) == 0,
            Person = chance.Next(10) switch
            {
                0 => PersonDoes.Stops,
                1 => PersonDoes.Cancels,
                2 or 3 or 4 => PersonDoes.PausesAndResumes,
                _ => PersonDoes.Nothing,
            },
            PersonWaits = (Seconds(chance, pause is null ? 3 : 90), Seconds(chance, 900)),
            Storm = chance.Next(4) switch
            {
                0 => 0,
                1 => 0.9,
                _ => 0.3,
            },
            Moods = chance.Next(3) switch
            {
                0 => 0,
                1 => 0.05,
                _ => 0.3,
            },
            Crashes = [.. Enumerable.Range(0, chance.Next(5)).Select(_ => (chance.Next(1, 500), (Crash)chance.Next(1, 3)))],
            Jumps =
            [
                .. Enumerable
                    .Range(0, Math.Max(0, chance.Next(-2, 3)))
                    .Select(_ => (Seconds(chance, 60), chance.Next(2) == 0 ? Seconds(chance, 9_000) : -Seconds(chance, 9_000))),
            ],
            Freeze = chance.Next(4) == 0 ? (Seconds(chance, pause is null ? 2 : 60), Seconds(chance, 120)) : null,
            Rollout = chance.Next(3) == 0 ? DrawRollout(chance) : null,
        };
    }

    public override string ToString() =>
        $"seed {Seed}: {Recipients} recipients, {(HasKey ? "with" : "without")} key, pause {Pause ?? "none"}, {(StopOnFailure ? "stops on failure, " : "")}person {Person} at {PersonWaits}, "
        + $"storm {Storm}, moods {Moods}, crashes [{string.Join(' ', Crashes)}], jumps [{string.Join(' ', Jumps)}], freeze {Freeze}, "
        + $"stages [{string.Join(' ', Rollout?.Stages ?? [])}]";

    private static RolloutDefinition DrawRollout(Random chance) =>
        new([
            .. Enumerable
                .Range(0, chance.Next(1, 4))
                .Select(_ => chance.Next(1, 99))
                .Distinct()
                .Order()
                .Select(percent => new RolloutStageDefinition(percent, $"PT{chance.Next(1, 240)}S", new HoldLimits(chance.Next(0, 30)))),
            new RolloutStageDefinition(100, HoldIf: chance.Next(2) == 0 ? new HoldLimits(chance.Next(0, 30)) : null),
        ]);

    private static TimeSpan Seconds(Random chance, int most) => TimeSpan.FromMilliseconds(chance.Next(1, most * 1000));
}
