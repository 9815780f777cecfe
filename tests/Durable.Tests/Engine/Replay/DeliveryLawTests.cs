using CampaignTasks.Durable.Protocol;
using FsCheck;
using FsCheck.Fluent;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>However unkindly the same messages are delivered, a program ends the same.</summary>
public sealed class DeliveryLawTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Program_KilledAndRedeliveredAtEachTurn_EndsTheSame() =>
        Holds(plan => new(plan.Executor()) { Activity = Activities(), TurnSize = () => 1, DiesEveryTurn = true });

    [Fact]
    public void Program_WithDuplicateResults_EndsTheSame() => Holds(plan =>
    {
        var chance = new Random(plan.Seed);
        return new(plan.Executor())
        {
            Activity = Activities(),
            TurnSize = () => 1,
            Duplicates = delivered => delivered.Where(_ => chance.Next(2) == 0).ToList(),
        };
    });

    [Fact]
    public void Program_SplitIntoTurnsAtWill_EndsTheSame() => Holds(plan =>
    {
        var chance = new Random(plan.Seed);
        return new(plan.Executor()) { Activity = Activities(), TurnSize = () => chance.Next(1, 6) };
    });

    [Fact]
    public void Program_SuspendedAndResumedMidway_EndsTheSame() => Holds(
        plan =>
        {
            var chance = new Random(plan.Seed);
            return new(plan.Executor()) { Activity = Activities(), TurnSize = () => chance.Next(1, 4) };
        },
        (plan, messages) =>
        {
            var chance = new Random(plan.Seed);
            var held = chance.Next(messages.Count + 1);
            messages.Insert(held, Suspended());
            messages.Insert(chance.Next(held + 1, messages.Count + 1), Resumed());
        });

    [Fact]
    public void Program_AllAtOnceWithEverything_EndsTheSame() => Holds(plan =>
    {
        var chance = new Random(plan.Seed);
        return new(plan.Executor())
        {
            Activity = Activities(),
            TurnSize = () => chance.Next(1, 9),
            DiesEveryTurn = true,
            Duplicates = delivered => delivered.Where(_ => chance.Next(3) == 0).ToList(),
        };
    });

    /// <summary>Every third activity always fails; every second one of the others fails at its first call.</summary>
    private static Func<int, ScheduleTaskAction, ActivityOutcome> Activities()
    {
        var calls = new Dictionary<string, int>();
        return (id, task) =>
        {
            var number = int.Parse(task.Input, null);
            calls[task.Name] = calls.GetValueOrDefault(task.Name) + 1;
            var fails = number % 3 == 0 || (number % 2 == 0 && calls[task.Name] == 1);
            return fails ? new(null, new("Test.Error", $"no {id}")) : new($"\"{task.Name}#{id}\"");
        };
    }

    private static void Holds(Func<Plan, Dispatcher> unkind, Action<Plan, List<HistoryEvent>>? disturb = null) =>
        Prop.ForAll(Plan.Arbitrary, plan =>
        {
            List<HistoryEvent> messages = [.. plan.Events.Select((name, index) => Raised(name, $"\"{name}{index}\""))];
            messages.Insert(plan.Seed % (messages.Count + 1), Started());
            var expected = Outcome(new(plan.Executor()) { Activity = Activities(), TurnSize = () => 1 }, messages);

            disturb?.Invoke(plan, messages);
            var actual = Outcome(unkind(plan), messages);

            return (expected == actual).Label($"{expected} / {actual}");
        }).Check(Thorough);

    private static string Outcome(Dispatcher dispatcher, List<HistoryEvent> messages)
    {
        dispatcher.Enqueue(messages);
        var end = dispatcher.Run();
        Assert.Null(end?.FailureDetails?.ErrorMessage);
        return end is null ? $"waits after {dispatcher.Written.Count(written => written.TaskScheduled is not null)} calls" : $"{end.Result}";
    }
}

internal static class PlanExecution
{
    public static Durable.Engine.OrchestrationExecutor Executor(this Plan plan) => Engines.With(plan.Run);
}
