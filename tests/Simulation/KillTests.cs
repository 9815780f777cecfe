using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Simulation.Machinery;

namespace CampaignTasks.Simulation;

/// <summary>
/// The process dies at any of its calls to storage, just before or just after it takes effect, and another goes on from what is stored.
/// </summary>
public sealed class KillTests
{
    // Every call in turn would take half a minute; with another stride other calls are met.
    private const int Stride = 3;

    [Theory]
    [InlineData(Crash.Before)]
    [InlineData(Crash.After)]
    internal async Task Job_KilledAtAnyCall_EndsWithTheSameLedger(Crash death)
    {
        var calls = await RunAsync(hasKey: true, kill: null, (world, task) =>
            Assert.All(world.MessagesOf(task), message => Assert.Equal(MessageState.Sent, message.State))
        );
        Assert.InRange(calls, 40, 400);

        for (var call = 1L; call <= calls; call += Stride)
        {
            await RunAsync(hasKey: true, (call, death), (world, task) =>
            {
                Assert.All(world.MessagesOf(task), message => Assert.Equal(MessageState.Sent, message.State));
                Assert.Equal(250, world.Provider.SentOn.Count);
                Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
                Assert.All(world.Requests, request => Assert.InRange(request.Attempt, 1, 2));
            });
        }
    }

    [Theory]
    [InlineData(Crash.Before)]
    [InlineData(Crash.After)]
    internal async Task Job_WithoutAKey_KilledAtAnyCall_AsksForNothingTwice(Crash death)
    {
        var calls = await RunAsync(hasKey: false, kill: null, (_, _) => { });

        for (var call = 1L; call <= calls; call += Stride)
        {
            await RunAsync(hasKey: false, (call, death), (world, task) =>
            {
                Assert.All(world.Requests, request => Assert.Equal(1, request.Attempt));
                var asked = world.Requests.Select(request => request.To).ToHashSet(StringComparer.Ordinal);
                Assert.All(world.MessagesOf(task), message =>
                    Assert.True(
                        message.State is MessageState.Unknown || (message.State is MessageState.Sent && asked.Contains(message.Address))
                    )
                );
                Assert.InRange(world.MessagesOf(task).Count(message => message.State is MessageState.Unknown), 0, 12);
            });
        }
    }

    private static async Task<long> RunAsync(bool hasKey, (long Call, Crash Death)? kill, Action<SimulatedDeployment, CampaignTask> check)
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(hasKey: hasKey);
        var before = world.Crashes.Calls;
        if (kill is var (call, death))
        {
            world.KillAtCall(call, death);
        }

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 250));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));
        try
        {
            Assert.Equal(kill is null, world.IsAlive(1));
            Assert.Equal(250, world.MessagesOf(task).Count);
            check(world, task);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Killed at {kill}.\n{world.Trace}", e);
        }

        return world.Crashes.Calls - before;
    }
}
