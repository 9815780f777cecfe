using CampaignTasks.Durable.Protocol;
using CampaignTasks.Durable.Tests.Engine.Replay;
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

    private static OrchestratorResponse Parse(string response) => OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));

    private static OrchestrationRunner Runner() => new(Engines.With(_ => Task.FromResult("hi")));
}
