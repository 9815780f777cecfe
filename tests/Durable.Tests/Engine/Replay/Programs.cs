using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>A small language of orchestrators, so that any program can be tried.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Runs the step; the text says everything the program could observe.</summary>
    public abstract Task<string> Run(TaskOrchestrationContext context);

    /// <summary>Calls an activity; some always fail, some fail at first.</summary>
    public sealed record Call(int Number, bool Retried) : Step
    {
        private static readonly TaskOptions TwiceMore = TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(5), 2));

        public override async Task<string> Run(TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>($"Act{Number}", Number, Retried ? TwiceMore : null);
            }
            catch (TaskFailedException failed)
            {
                return $"failed({failed.TaskId} {failed.FailureDetails.ErrorMessage})";
            }
        }
    }

    public sealed record Child(int Number) : Step
    {
        public override Task<string> Run(TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<string>($"Sub{Number}");
    }

    public sealed record Sleep(int Days) : Step
    {
        public override async Task<string> Run(TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromDays(Days), CancellationToken.None);
            return "slept";
        }
    }

    public sealed record Wait(string Event) : Step
    {
        public override Task<string> Run(TaskOrchestrationContext context) => context.WaitForExternalEvent<string>(Event);
    }

    public sealed record WaitUpTo(string Event, int Days) : Step
    {
        public override async Task<string> Run(TaskOrchestrationContext context)
        {
            try
            {
                return await context.WaitForExternalEvent<string>(Event, TimeSpan.FromDays(Days));
            }
            catch (TaskCanceledException)
            {
                return "timeout";
            }
        }
    }

    public sealed record Tell(string Event) : Step
    {
        public override Task<string> Run(TaskOrchestrationContext context)
        {
            context.SendEvent("other", Event, 1);
            context.SetCustomStatus(Event);
            return Task.FromResult("told");
        }
    }

    public sealed record All(Step[] Steps) : Step
    {
        public override async Task<string> Run(TaskOrchestrationContext context) =>
            $"[{string.Join(' ', await Task.WhenAll(Steps.Select(step => step.Run(context)).ToArray()))}]";

        public override string ToString() => $"All({string.Join<Step>(", ", Steps)})";
    }

    public sealed record Any(Step[] Steps) : Step
    {
        public override async Task<string> Run(TaskOrchestrationContext context)
        {
            var tasks = Steps.Select(step => step.Run(context)).ToArray();
            var first = await Task.WhenAny(tasks);
            return $"<{Array.IndexOf(tasks, first)} {await first}>";
        }

        public override string ToString() => $"Any({string.Join<Step>(", ", Steps)})";
    }

    public sealed record Then(Step[] Steps) : Step
    {
        public override async Task<string> Run(TaskOrchestrationContext context)
        {
            var said = new List<string>();
            foreach (var step in Steps) said.Add(await step.Run(context));
            return string.Join(';', said);
        }

        public override string ToString() => $"Then({string.Join<Step>(", ", Steps)})";
    }
}

/// <summary>A program, what arrives from outside, and how unkindly it is delivered.</summary>
internal sealed record Plan(Step Program, int Rounds, string[] Events, int Seed)
{
    private static readonly Gen<string> Event = Gen.Elements("go", "GO", "stop");

    // Timers stay under the longest single one: how many links a chain has depends on the turns' times, which delivery does change.
    private static readonly Gen<Step> Leaf = Gen.OneOf(
        Gen.Choose(0, 5).SelectMany(number => Gen.Elements(true, false).Select(retried => (Step)new Step.Call(number, retried))),
        Gen.Choose(0, 3).Select(number => (Step)new Step.Child(number)),
        Gen.Choose(0, 3).Select(days => (Step)new Step.Sleep(days)),
        Event.Select(name => (Step)new Step.Wait(name)),
        Event.SelectMany(name => Gen.Choose(1, 3).Select(days => (Step)new Step.WaitUpTo(name, days))),
        Event.Select(name => (Step)new Step.Tell(name)));

    public static Arbitrary<Plan> Arbitrary { get; } = Arb.From(
        from program in Tree(3)
        from rounds in Gen.Choose(0, 2)
        from count in Gen.Choose(0, 8)
        from events in Event.ArrayOf(count)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Plan(program, rounds, events, seed));

    /// <summary>The program as an orchestrator: its rounds are executions joined by ContinueAsNew, whose input carries what was said.</summary>
    public async Task<string> Run(TaskOrchestrationContext context)
    {
        var said = (context.GetInput<string>() ?? string.Empty) + await Program.Run(context) + '|';
        if (said.Count(letter => letter == '|') <= Rounds) context.ContinueAsNew(said);
        return said;
    }

    private static Gen<Step> Tree(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (1, Branches(depth).Select(steps => (Step)new Step.All(steps))),
        (1, Branches(depth).Select(steps => (Step)new Step.Any(steps))),
        (2, Branches(depth).Select(steps => (Step)new Step.Then(steps))));

    private static Gen<Step[]> Branches(int depth) => Gen.Choose(1, 3).SelectMany(count => Tree(depth - 1).ArrayOf(count));
}
