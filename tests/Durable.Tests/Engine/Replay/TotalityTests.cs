using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>Whatever the code or the host does wrong, there is an answer.</summary>
public sealed class TotalityTests
{
    [Fact]
    public void UnknownOrchestrator_Fails()
    {
        var failure = Engines.With(_ => Task.FromResult("x")).Start(Beginning(name: "Nobody")).Failure();

        Assert.Equal("OrchestratorTaskNotFound", failure.ErrorType);
        Assert.Contains("'Nobody'", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.True(failure.IsNonRetriable);
    }

    [Fact]
    public void Exception_WithInnerOne_BecomesNestedDetails()
    {
        var failure = Engines.With(_ => throw new InvalidOperationException("outer", new FormatException("inner"))).Start(Beginning()).Failure();

        Assert.Equal((typeof(InvalidOperationException).FullName, "outer"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal((typeof(FormatException).FullName, "inner"), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage));
    }

    [Fact]
    public void CancelledOrchestrator_Fails()
    {
        var executor = Engines.With(context => Task.FromCanceled<string>(new CancellationToken(canceled: true)));

        Assert.Equal(typeof(TaskCanceledException).FullName, executor.Start(Beginning()).Failure().ErrorType);
    }

    [Fact]
    public void ConstructorThatThrows_Fails() =>
        Assert.Equal("no services", Engines.With(registry => registry.AddOrchestrator(Engines.Name, _ => throw new NotSupportedException("no services")))
            .Start(Beginning()).Failure().ErrorMessage);

    [Fact]
    public void UnreadableInput_Fails()
    {
        var executor = Engines.With(registry =>
            registry.AddOrchestrator(Engines.Name, _ => new FuncOrchestrator<int, int>((_, input) => Task.FromResult(input))));

        Assert.Equal("5", executor.Start(Beginning("5")).Output());
        Assert.Equal(typeof(System.Text.Json.JsonException).FullName, executor.Start(Beginning("\"five\"")).Failure().ErrorType);
    }

    [Fact]
    public void UnwritableOutput_Fails()
    {
        var executor = Engines.With(registry => registry.AddOrchestrator(
            Engines.Name, _ => new FuncOrchestrator<object?, System.Text.StringBuilder>((_, _) => Task.FromResult(new System.Text.StringBuilder()))));

        Assert.Equal(typeof(NotSupportedException).FullName, executor.Start(Beginning()).Failure().ErrorType);
    }

    [Fact]
    public void AsyncVoidThatThrows_Fails()
    {
        var executor = Engines.With(async context =>
        {
            Throw();
            return await context.CallActivityAsync<string>("A");
        });

        Assert.Equal(typeof(FormatException).FullName, executor.Start(Beginning()).Failure().ErrorType);

        static async void Throw()
        {
            await Task.Yield();
            throw new FormatException("loose");
        }
    }

    [Fact]
    public void HistoryWithoutAStart_WaitsForIt()
    {
        var executor = Engines.With(context => context.WaitForExternalEvent<string>("go"));

        Assert.Empty(executor.Start(Turn(Noon), Raised("go", "\"x\"")).Actions);
        Assert.Equal("\"x\"", executor.Execute([Turn(Noon), Raised("go", "\"x\"")], Turn(Noon), Started()).Output());
    }

    [Fact]
    public void HistoryWithoutAStart_ThatHasCalls_Fails() =>
        Assert.Equal(
            typeof(NonDeterministicOrchestrationException).FullName,
            Engines.With(_ => Task.FromResult("x")).Execute([Turn(Noon), Scheduled(0, "A")], Turn(Noon)).Failure().ErrorType);

    [Fact]
    public void SecondStartInAHistory_IsIgnored()
    {
        var executor = Engines.With(context => context.CallActivityAsync<string>("A"));

        Assert.Equal(["0 activity A"], executor.Start([.. Beginning(), Started()]).Wanted());
    }

    [Fact]
    public void HostThatLeftTheHistoryOut_IsAskedForIt()
    {
        var request = new OrchestratorRequest { InstanceId = "abc", NewEvents = { Turn(Noon), Completed(0, null) } };
        request.Properties.Add("IncludePastEvents", Value.ForBool(false));

        var response = Engines.With(_ => Task.FromResult("x")).Execute(request);

        Assert.True(response.RequiresHistory);
        Assert.Empty(response.Actions);
    }

    [Fact]
    public void Turn_LeavesTheCallersSynchronizationContextAlone()
    {
        var before = SynchronizationContext.Current;

        Engines.With(_ => Task.FromResult("x")).Start(Beginning());

        Assert.Same(before, SynchronizationContext.Current);
    }
}
