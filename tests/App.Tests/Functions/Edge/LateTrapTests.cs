using System.Net;
using System.Net.Sockets;
using System.Text;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.App.Tests.Functions.Edge;

/// <summary>The traps from the eighth on; see <see cref="TrapTests"/>.</summary>
public sealed class LateTrapTests
{
    private const string Orchestrator = nameof(LaneOrchestrator);

    [Fact]
    public async Task Trap08_CarryoverEvents_AreRaisedEventsOnly_InTheirOrder()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
        {
            await context.WaitForExternalEvent<string>("go", CancellationToken.None);
            context.ContinueAsNew("next");
            return "";
        })));
        HistoryEvent[] fresh = [Turns.Begin(), Turns.Start(Orchestrator), Turns.Raised("a", "1"), Turns.Raised("go"), Turns.Raised("b", "2"), Turns.Raised("a", "3")];

        var response = await site.TurnAsync(Turns.Request([], fresh));

        var completion = response.Completion();
        Assert.Equal(OrchestrationStatus.ContinuedAsNew, completion.OrchestrationStatus);
        Assert.Equal(["a1", "b2", "a3"], completion.CarryoverEvents.Select(carried => carried.EventRaised.Name + carried.EventRaised.Input));
        Assert.Equal(response, await site.TurnAsync(Turns.Request([], fresh)));
    }

    [Fact]
    public async Task Trap08_Ids_AreTheSame_HoweverTheHistoryIsCutIntoTurns()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, int>(async (context, _) =>
            await context.CallActivityAsync<int>(RunActivities.PlanRun) + await context.CallActivityAsync<int>(RunActivities.FinishRun))));
        List<HistoryEvent> history = [Turns.Begin(), Turns.Start(Orchestrator), Turns.Scheduled(0, RunActivities.PlanRun), Turns.End(), Turns.Begin(), Turns.Completed(0, "\"1\"")];

        var whole = await site.TurnAsync(Turns.Request([], history));
        var replayed = await site.TurnAsync(Turns.Request(history[..4], history[4..]));

        Assert.Equal(whole.Actions, replayed.Actions);
        Assert.Equal(1, Assert.Single(replayed.Actions).Id);
    }

    [Fact]
    public async Task Trap09_Root_Answers()
    {
        await using var site = await HandlerSite.StartAsync(_ => { });

        Assert.Equal("here", await site.Client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Theory]
    [InlineData("POST /api/LaneOrchestrator")]
    [InlineData("POST /api/../LaneOrchestrator")]
    [InlineData("POST /api/%2e%2e/LaneOrchestrator")]
    [InlineData("POST /%4caneOrchestrator")]
    [InlineData("POST //LaneOrchestrator")]
    [InlineData("POST /LaneOrchestrator/")]
    [InlineData("POST /LaneOrchestrator?x=1")]
    [InlineData("GET /LaneOrchestrator")]
    [InlineData("POST /LaneOrchestrator", "X-Forwarded-For: 203.0.113.7")]
    [InlineData("POST /LaneOrchestrator", "X-ARR-LOG-ID: 1")]
    [InlineData("POST /LaneOrchestrator", "Disguised-Host: contoso.azurewebsites.net")]
    [InlineData("POST /LaneOrchestrator", null, "contoso.azurewebsites.net")]
    public async Task Trap10_PublicRequest_NeverReachesAFunction(string line, string? header = null, string host = "127.0.0.1")
    {
        var turns = 0;
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, int>((_, _) => Task.FromResult(++turns))));
        var body = HandlerSite.TurnBody(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator)));

        // As it would come over the wire: a client library would tidy the path up.
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, site.Client.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{line} HTTP/1.1\r\nHost: {host}\r\n{(header is null ? "" : header + "\r\n")}X-Azure-Functions-InvocationId: 1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.DoesNotContain("ReturnValue", answer, StringComparison.Ordinal);
        Assert.Equal(0, turns);
    }

    [Fact]
    public async Task Trap12_ContinueAsNew_KeepsWhatWasBuffered_AndTerminationWorksWhileSuspended()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
            await context.WaitForExternalEvent<string>("go", CancellationToken.None))));
        HistoryEvent[] past = [Turns.Begin(), Turns.Start(Orchestrator), Turns.End()];
        HistoryEvent suspended = new() { EventId = -1, Timestamp = Turns.Noon, ExecutionSuspended = new() };

        var held = await site.TurnAsync(Turns.Request(past, Turns.Begin(), suspended, Turns.Raised("GO", "\"x\"")));
        var resumed = await site.TurnAsync(Turns.Request(
            [.. past, Turns.Begin(), suspended, Turns.Raised("GO", "\"x\""), Turns.End()],
            Turns.Begin(), new HistoryEvent { EventId = -1, Timestamp = Turns.Noon, ExecutionResumed = new() }));
        var terminated = await site.TurnAsync(Turns.Request(
            past, Turns.Begin(), suspended, new HistoryEvent { EventId = -1, Timestamp = Turns.Noon, ExecutionTerminated = new() { Input = "\"enough\"" } }));

        Assert.Empty(held.Actions);
        Assert.Equal("\"x\"", resumed.Completion().Result);
        Assert.Equal((OrchestrationStatus.Terminated, "\"enough\""), (terminated.Completion().OrchestrationStatus, terminated.Completion().Result));
    }

    [Fact]
    public async Task Trap12_HistoryOfOtherCode_FailsTheInstance_ButACaseOfNamesDoesNot()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, int>((context, _) =>
            context.CallActivityAsync<int>(RunActivities.PlanRun))));
        HistoryEvent[] Past(string name) => [Turns.Begin(), Turns.Start(Orchestrator), Turns.Scheduled(0, name), Turns.End()];

        var other = await site.TurnAsync(Turns.Request(Past("Other"), Turns.Begin(), Turns.Completed(0, "\"1\"")));
        var sameInCapitals = await site.TurnAsync(Turns.Request(Past("PLANRUN"), Turns.Begin(), Turns.Completed(0, "\"1\""), Turns.Completed(0, "\"2\"")));

        Assert.EndsWith("NonDeterministicOrchestrationException", other.Completion().FailureDetails.ErrorType, StringComparison.Ordinal);
        Assert.Equal("1", sameInCapitals.Completion().Result);
    }

    [Fact]
    public async Task Trap12_TenDayTimer_IsAChain()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return "";
        })));

        var timer = Assert.Single((await site.TurnAsync(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator)))).Actions).CreateTimer;

        Assert.Equal(Turns.Noon.ToDateTimeOffset().AddDays(3), timer.FireAt.ToDateTimeOffset());
    }
}
