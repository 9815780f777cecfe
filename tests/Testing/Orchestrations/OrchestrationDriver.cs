using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using FailureDetails = Microsoft.DurableTask.Protobuf.TaskFailureDetails;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>
/// Orchestrators on a hub of their own, one step after the other on the caller's thread: activities do what a test says, and time moves
/// when nothing else can.
/// </summary>
/// <param name="chance">Where the hub's liberties are drawn from; null: it takes none.</param>
/// <param name="unrest">The liberties.</param>
public sealed class OrchestrationDriver(Random? chance = null, HubUnrest? unrest = null)
{
    // Guids of orchestrators are made from the time: no two turns have the same.
    private static readonly TimeSpan StepTakes = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, Func<ITaskOrchestrator>> _orchestrators = [];
    private readonly Dictionary<string, Func<string?, string?>> _activities = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private OrchestrationHub? _hub;

    /// <summary>The hub.</summary>
    public OrchestrationHub Hub => _hub ??= new OrchestrationHub(_time, chance ?? new Random(1), unrest ?? HubUnrest.None);

    /// <summary>The clock's time since the beginning.</summary>
    public TimeSpan Elapsed => Hub.Elapsed;

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>All turns so far, in the order in which they were stored.</summary>
    public List<TurnOutcome> Turns { get; } = [];

    /// <summary>Adds an orchestrator under the name of its type.</summary>
    public OrchestrationDriver Orchestrator<T>()
        where T : ITaskOrchestrator, new()
    {
        _orchestrators[typeof(T).Name] = static () => new T();
        return this;
    }

    /// <summary>Adds an activity; what it throws is its failure.</summary>
    public OrchestrationDriver Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run)
    {
        // Orchestrators write a call's input as an array of one.
        _activities[name] = input =>
            JsonDataConverter.Default.Serialize(run(JsonDataConverter.Default.Deserialize<TInput>(input![1..^1])!));
        return this;
    }

    /// <summary>Starts an instance unless one with the id lives.</summary>
    public void Start(string name, string id, object input)
    {
        Hub.Start(name, id, JsonDataConverter.Default.Serialize(input), static status =>
            status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending
        );
    }

    /// <summary>Raises an event that carries nothing.</summary>
    public void Raise(string id, string name) => Hub.Raise(id, name, "\"\"");

    /// <summary>Whether an instance has come to its end.</summary>
    public bool HasCompleted(string id) => Hub.Find(id) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed };

    /// <summary>A new orchestrator of a name.</summary>
    public ITaskOrchestrator New(string name) => _orchestrators[name]();

    /// <summary>Steps until the condition holds; it must before so much time has passed.</summary>
    public void RunUntil(Func<bool> condition, TimeSpan limit)
    {
        for (var end = Elapsed + limit; !condition(); )
        {
            Assert.True(Elapsed <= end && TryStep(), "The condition did not come to hold.");
        }
    }

    /// <summary>Carries out the next turn or activity, or moves time to it.</summary>
    /// <returns>False when nothing is on its way.</returns>
    public bool TryStep()
    {
        if (Hub.TakeTurn() is { } turn)
        {
            Decide(turn);
            _time.Advance(StepTakes);
        }
        else if (Hub.TakeActivity() is { } work)
        {
            CarryOut(work);
            _time.Advance(StepTakes);
        }
        else if (new[] { Hub.NextTurnAt, Hub.NextActivityAt }.Min() is { } next)
        {
            _time.Advance(next > Elapsed ? next - Elapsed : TimeSpan.Zero);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Decide(Turn turn)
    {
        var outcome = turn.Run(New(turn.Name));
        Hub.Send(outcome);
        Hub.Commit(outcome);
        Hub.Delete(turn);
        Turns.Add(outcome);
    }

    private void CarryOut(ActivityWork work)
    {
        try
        {
            Hub.Answer(work, _activities[work.Name](work.Input), failure: null);
        }
        catch (Exception e) when (e is not KeyNotFoundException)
        {
            Hub.Answer(work, result: null, new FailureDetails { ErrorType = e.GetType().FullName, ErrorMessage = e.Message });
        }

        Hub.Delete(work);
    }
}
