using CampaignTasks.Durable.Protocol;
using CampaignTasks.Durable.Tests.Engine.Replay;
using CampaignTasks.Testing;
using Google.Protobuf;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests;

public sealed class OrchestrationRunnerTests
{
    [Fact]
    public void Base64Request_GetsABase64Answer()
    {
        var request = new OrchestratorRequest { InstanceId = InstanceId, NewEvents = { Beginning() } };

        var response = Parse(Runner().Run(Convert.ToBase64String(request.ToByteArray())));

        Assert.Equal(["0 Completed \"hi\""], response.Wanted());
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("////")]
    public void UnreadableRequest_GetsAnAnswerThatFailsTheInstance(string request) =>
        Assert.Equal(OrchestrationStatus.Failed, Parse(Runner().Run(request)).Completion().OrchestrationStatus);

    [Fact]
    public void EmptyRequest_GetsAnEmptyListOfActions() => Assert.Empty(Parse(Runner().Run(string.Empty)).Actions);

    [Fact]
    public void Turn_OfATracedInstance_DeliveredTwice_IsAnsweredAlikeAndToldTwice()
    {
        using var trace = new RecordedTrace();
        var start = Beginning();
        start.Single(e => e.ExecutionStarted is not null).ExecutionStarted.ParentTraceContext = new() { TraceParent = trace.Request.Id!, TraceState = "other=1" };
        var request = new OrchestratorRequest { InstanceId = InstanceId, NewEvents = { start } }.ToByteArray();
        var runner = new OrchestrationRunner(Engines.With(static context => context.CallActivityAsync<string>("Echo", "x")));

        var (first, second) = (runner.Run(request), runner.Run(request));

        Assert.Equal(first, second);
        var call = Assert.Single(OrchestratorResponse.Parser.ParseFrom(first).Actions).ScheduleTask;
        Assert.Equal((trace.Request.Id, "other=1"), (call.ParentTraceContext.TraceParent, call.ParentTraceContext.TraceState));
        Assert.Equal(2, trace.Named("turn ").Count);
        Assert.All(trace.Spans, span => Assert.Equal(trace.Request.SpanId, span.ParentSpanId));
    }

    private static OrchestratorResponse Parse(string response) => OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));

    private static OrchestrationRunner Runner() => new(Engines.With(_ => Task.FromResult("hi")));
}
