using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Orchestrations;
using FsCheck.Xunit;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>However unkindly messages are delivered, a task comes to its end, and no turn takes back what one before it decided.</summary>
public sealed class DeliveryProperties
{
    private static readonly HubUnrest Unkind = new()
    {
        EarlyBy = TimeSpan.FromSeconds(1),
        Jitter = TimeSpan.FromSeconds(2),
        Twice = 0.3,
    };

    [Property(MaxTest = 100)]
    public void Task_HoweverItsMessagesCome_IsReplayedToWhatItDecidedBefore(int seed)
    {
        var task = Lived(seed);

        foreach (var execution in task.Driver.Turns.GroupBy(turn => (turn.Turn.Name, turn.Turn.InstanceId, turn.Turn.ExecutionId)))
        {
            // Every turn was a replay of those before it: had one gone another way, it would have failed.
            Assert.DoesNotContain(execution, turn => turn.Completion is { OrchestrationStatus: OrchestrationStatus.Failed });

            // Once more, each from what is stored.
            List<HistoryEvent> stored = [];
            foreach (var turn in execution)
            {
                Assert.Equal(turn.Turn.Past, stored);
                Assert.Equal(
                    turn.Actions,
                    OrchestratorReplay.Run(task.Driver.New(execution.Key.Name), execution.Key.InstanceId, stored, turn.Turn.New)
                );
                stored.AddRange(turn.Written);
            }
        }
    }

    /// <summary>
    /// A task of up to three lanes whose activities fail now and then, that is paused and resumed, and refreshed without need.
    /// </summary>
    private static OrchestratedTask Lived(int seed)
    {
        var chance = new Random(seed);
        var lanes = chance.Next(1, 4);
        var task = new OrchestratedTask(new OrchestrationDriver(new Random(seed + 1), Unkind)) { HasPending = true };
        task.Plan = () => chance.Next(4) is 0 ? throw new InvalidOperationException("Storage is away.") : OrchestratedTask.Send(lanes);
        task.SendPages = work =>
            chance.Next(6) switch
            {
                0 => throw new InvalidOperationException("Storage is away."),
                1 or 2 => new LaneResult(
                    LaneState.Wait,
                    work with
                    {
                        NotBefore =
                            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + task.Elapsed + TimeSpan.FromSeconds(chance.Next(90)),
                    }
                ),
                3 => new LaneResult(LaneState.More, work),
                _ => new LaneResult(LaneState.Done, work),
            };
        task.Start();
        for (var step = 0; step < 300 && task.Driver.TryStep(); step++)
        {
            switch (chance.Next(12))
            {
                case 0:
                    task.Status = task.Status is CampaignTaskStatus.Running ? CampaignTaskStatus.Paused : CampaignTaskStatus.Running;
                    break;
                case 1 or 2:
                    task.Refresh();
                    break;
            }
        }

        (task.Status, task.HasPending) = (CampaignTaskStatus.Running, false);
        task.RunToEnd();
        return task;
    }
}
