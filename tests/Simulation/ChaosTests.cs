using System.Globalization;
using Xunit.Abstractions;

namespace CampaignTasks.Simulation;

/// <summary>
/// Whole tasks with everything going wrong at once. A failure names its seed: <c>SIMULATION_SEED=1234</c> lives that life again, alone.
/// <c>SIMULATION_RUNS=1000</c> lives that many, from a seed that is new every time.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int FirstSeed = 20_260_302;
    private const int Lives = 60;

    // The lives of an ordinary test run end here, however slow the machine is.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Task_WhateverGoesWrong_EndsWithATrueLedger()
    {
        var began = TimeProvider.System.GetTimestamp();
        var (first, lives, timeout) = (Number("SIMULATION_SEED"), Number("SIMULATION_RUNS")) switch
        {
            ({ } seed, _) => (seed, 1, TimeSpan.MaxValue),
            (_, { } runs) => (Random.Shared.Next(1, 1_000_000_000), runs, TimeSpan.MaxValue),
            _ => (FirstSeed, Lives, WaitLimit),
        };
        var lived = 0;
        List<string> failures = [];
        for (; lived < lives && failures.Count < 10 && TimeProvider.System.GetElapsedTime(began) < timeout; lived++)
        {
            if (await FailureOfAsync(ChaosPlan.Draw(first + lived)) is { } failure)
            {
                failures.Add(failure);
            }
        }

        output.WriteLine($"{lived} lives from seed {first} in {TimeProvider.System.GetElapsedTime(began)}.");
        Assert.True(
            failures.Count == 0,
            string.Join(
                '\n',
                failures.Select((failure, n) => n == 0 ? failure : failure.Split('\n', 4)[..3].Aggregate((a, b) => $"{a}\n{b}"))
            )
        );
    }

    [Fact]
    public async Task Life_FromTheSameSeed_GoesTheSameWay()
    {
        var (one, two) = (new ChaosLife(ChaosPlan.Draw(FirstSeed)), new ChaosLife(ChaosPlan.Draw(FirstSeed)));
        await one.LiveAsync();
        await two.LiveAsync();

        Assert.Equal(one.World.Trace.Fingerprint, two.World.Trace.Fingerprint);
    }

    private static async Task<string?> FailureOfAsync(ChaosPlan plan)
    {
        var life = new ChaosLife(plan);
        await using var world = life.World;
        try
        {
            await life.LiveAsync();
            return null;
        }
        catch (Exception e)
        {
            return $"{plan}\n{e.GetType().Name}: {e.Message}\n{e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Chaos", StringComparison.Ordinal))}\n{world.Trace}";
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
