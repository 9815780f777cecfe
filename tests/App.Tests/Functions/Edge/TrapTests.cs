using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.App.Tests.Functions.Edge;

/// <summary>The traps of the Functions host and the Durable extension, one after another as the protocol's reference counts them.</summary>
public sealed class TrapTests
{
    private const string Orchestrator = nameof(LaneOrchestrator);

    public static TheoryData<string> BadTurns => new()
    {
        "",
        "null",
        "[]",
        "not json",
        """{"Data":{}}""",
        """{"Data":{"context":null}}""",
        """{"Data":{"context":7}}""",
        """{"Data":{"context":""}}""",
        """{"Data":{"context":"\"\""}}""",
        """{"Data":{"context":"\"not base64\""}}""",
        """{"Data":{"context":"\"////\""}}""",
        """{"Data":{"context":"\"half""",
    };

    [Theory]
    [MemberData(nameof(BadTurns))]
    public async Task Trap01_Turn_ThatIsBroken_IsAnsweredWith200AndBase64(string body)
    {
        await using var site = await HandlerSite.StartAsync(_ => { });

        var returned = await site.ReturnAsync(Orchestrator, body);

        Assert.NotEmpty(OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(returned!)).InstanceId);
    }

    [Fact]
    public async Task Trap01_Turn_OfAnUnknownOrchestrator_IsAnsweredWithAFailure()
    {
        await using var site = await HandlerSite.StartAsync(_ => { });

        var registeredNowhere = await site.TurnAsync(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator)));
        var inNoCatalog = await site.TurnAsync(Turns.Request([], Turns.Begin(), Turns.Start("Gone")), "Gone");

        Assert.Equal("OrchestratorTaskNotFound", registeredNowhere.Completion().FailureDetails.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", inNoCatalog.Completion().FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Trap01_Turn_ThatCannotBeRun_IsDeliveredAgain()
    {
        await using var site = await HandlerSite.StartAsync(_ => { });

        // The connection's data ends in the middle of the body: the same turn, whole, may come again.
        var failure = (await site.TurnAsyncOf("""{"Data":{"context":"\"half""")).Completion().FailureDetails;

        Assert.Equal("System.OutOfMemoryException", failure.ErrorType);
        Assert.Equal("System.OutOfMemoryException", failure.InnerFailure.ErrorType);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Data":{"other":"\"CgJpMQ==\""}}""")]
    [InlineData("""{"Data":{"context":"\"\""}}""")]
    public async Task Trap01_Call_WithoutATurn_IsNotTakenForOneThatWaits(string body)
    {
        await using var site = await HandlerSite.StartAsync(_ => { });

        Assert.Equal("System.OutOfMemoryException", (await site.TurnAsyncOf(body)).Completion().FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Trap01_Turn_WhoseOrchestratorThrows_IsAnsweredWithAFailure()
    {
        await using var site = await HandlerSite.StartAsync(registry =>
            registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>((_, _) => throw new InvalidDataException("no"))));

        var failure = (await site.TurnAsync(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator)))).Completion().FailureDetails;

        Assert.Equal("System.IO.InvalidDataException", failure.ErrorType);
    }

    [Fact]
    public async Task Trap02_Body_OfFortyMegabytes_DoesNotFailTheInstance()
    {
        await using var site = await HandlerSite.StartAsync(registry =>
            registry.AddOrchestrator(Orchestrator, _ => new Program<string, int>((_, text) => Task.FromResult(text.Length))));
        var input = new string('x', 30_000_000);
        var body = HandlerSite.TurnBody(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator, HandlerSite.Quoted(input))));
        Assert.True(body.Length >= 40_000_000);

        using var answer = await site.InvokeAsync(Orchestrator, body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(json["ReturnValue"]!.GetValue<string>()));
        Assert.Equal("30000000", response.Completion().Result);
    }

    [Fact]
    public async Task Trap03_EveryReply_HasAJsonObject()
    {
        await using var site = await HandlerSite.StartAsync(
            registry => registry.AddActivity(RunActivities.PauseTask, _ => new Step<string, string?>((_, _) => Task.FromResult<string?>(null))));

        string[] calls = [RunActivities.PauseTask, RunActivities.SendPages, nameof(HistoryPurge), Orchestrator, "Unknown"];
        foreach (var function in calls)
        {
            using var answer = await site.InvokeAsync(function, HandlerSite.ActivityBody(null));
            Assert.NotEqual(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            Assert.IsType<JsonObject>(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Theory]
    [InlineData("Bo", "\"\\\"\\\\\\\"Bo\\\\\\\"\\\"\"")]
    [InlineData("Bo", "\"\\\"Bo\\\"\"")]
    [InlineData("Bo", "\"Bo\"")]
    [InlineData("", "\"null\"")]
    [InlineData("", "null")]
    public async Task Trap04_ActivityInput_IsReadHoweverOftenItIsQuoted(string expected, string wire)
    {
        await using var site = await HandlerSite.StartAsync(
            registry => registry.AddActivity(RunActivities.SendPages, _ => new Step<string, string>((context, text) => Task.FromResult($"{context.InstanceId}/{text}"))));

        var returned = await site.ReturnAsync(RunActivities.SendPages, """{"Data":{"inputTrigger":""" + wire + """},"Metadata":{"instanceId":"\"i1\""}}""");

        Assert.Equal(JsonSerializer.Serialize($"i1/{expected}"), returned);
    }

    [Fact]
    public async Task Trap04_TurnText_IsReadWithAndWithoutTheHostsLayer()
    {
        await using var site = await HandlerSite.StartAsync(
            registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>((_, _) => Task.FromResult("done"))));
        var turn = Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator));

        var doubled = await site.ReturnAsync(Orchestrator, HandlerSite.TurnBody(turn));
        var single = await site.ReturnAsync(Orchestrator, $$$"""{"Data":{"context":"{{{turn}}}"}}""");

        Assert.Equal(doubled, single);
    }

    [Fact]
    public async Task Trap05_ActivityResult_IsJsonTextInAString_AndIsReadBackFromHistory()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry
            .AddActivity(RunActivities.SendPages, _ => new Step<string, string>((_, _) => Task.FromResult("2024-01-01T00:00:00+02:00")))
            .AddOrchestrator(Orchestrator, _ => new Program<string, string>((context, _) => context.CallActivityAsync<string>(RunActivities.SendPages, "x"))));

        var returned = await site.ReturnAsync(RunActivities.SendPages, HandlerSite.ActivityBody("\"x\""));
        // A date in a string of its own would be rewritten on the way; in JSON text it is not.
        Assert.StartsWith("\"", returned, StringComparison.Ordinal);

        var response = await site.TurnAsync(Turns.Request(
            [Turns.Begin(), Turns.Start(Orchestrator), Turns.Scheduled(0, RunActivities.SendPages), Turns.End()], Turns.Begin(), Turns.Completed(0, HandlerSite.Quoted(returned!))));
        Assert.Equal("2024-01-01T00:00:00+02:00", JsonSerializer.Deserialize<string>(response.Completion().Result));
    }

    [Fact]
    public async Task Trap05_ActivityFailure_IsAnEnvelope_ThatBecomesATaskFailedException()
    {
        TaskFailedException? caught = null;
        await using var site = await HandlerSite.StartAsync(registry => registry
            .AddActivity(RunActivities.SendPages, _ => new Step<string, string>((_, _) => throw new InvalidDataException("bad \"page\"", new IOException("disk"))))
            .AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
            {
                try
                {
                    return await context.CallActivityAsync<string>(RunActivities.SendPages, "x");
                }
                catch (TaskFailedException e)
                {
                    caught = e;
                    return e.FailureDetails.ErrorMessage;
                }
            })));

        var returned = await site.ReturnAsync(RunActivities.SendPages, HandlerSite.ActivityBody("\"x\""));
        Assert.StartsWith("{\"$fail\":", returned, StringComparison.Ordinal);

        var response = await site.TurnAsync(Turns.Request(
            [Turns.Begin(), Turns.Start(Orchestrator), Turns.Scheduled(0, RunActivities.SendPages), Turns.End()], Turns.Begin(), Turns.Completed(0, HandlerSite.Quoted(returned!))));
        Assert.Equal(OrchestrationStatus.Completed, response.Completion().OrchestrationStatus);
        Assert.Equal("System.IO.InvalidDataException", caught!.FailureDetails.ErrorType);
        Assert.Equal("System.IO.IOException", caught.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Trap05_HostsOwnFailure_WithoutDetails_IsCaughtAsOne()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
        {
            try
            {
                return await context.CallActivityAsync<string>(RunActivities.SendPages, "x");
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorType;
            }
        })));

        var response = await site.TurnAsync(Turns.Request(
            [Turns.Begin(), Turns.Start(Orchestrator), Turns.Scheduled(0, RunActivities.SendPages), Turns.End()], Turns.Begin(), Turns.Failed(0)));

        Assert.Equal("\"Unknown\"", response.Completion().Result);
    }

    [Fact]
    public void Trap06_Bindings_HaveNoReturn_AndActivitiesInputsEndInTrigger() => Assert.All(FunctionCatalog.All, function =>
    {
        var json = Manifest.Json(function);
        Assert.DoesNotContain("$return", json, StringComparison.Ordinal);
        Assert.True(function is not Function.Activity || JsonNode.Parse(json)!["bindings"]![0]!["name"]!.GetValue<string>().EndsWith("Trigger", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task Trap07_CustomStatus_IsSentAgainEachTurn(string suffix)
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>(async (context, _) =>
        {
            context.SetCustomStatus("sending" + suffix);
            await context.WaitForExternalEvent<string>("one", CancellationToken.None);
            return await context.WaitForExternalEvent<string>("two", CancellationToken.None);
        })));
        List<HistoryEvent> past = [Turns.Begin(), Turns.Start(Orchestrator), Turns.End()];

        Assert.Equal($"\"sending{suffix}\"", (await site.TurnAsync(Turns.Request([], past[..2]))).CustomStatus);
        Assert.Equal($"\"sending{suffix}\"", (await site.TurnAsync(Turns.Request(past, Turns.Begin(), Turns.Raised("one")))).CustomStatus);
    }

    [Fact]
    public async Task Trap07_CustomStatus_Over16KB_IsRefusedBeforeTheHostFailsOnIt()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(Orchestrator, _ => new Program<string, string>((context, _) =>
        {
            context.SetCustomStatus(new string('x', 9_000));
            return Task.FromResult("never");
        })));

        var response = await site.TurnAsync(Turns.Request([], Turns.Begin(), Turns.Start(Orchestrator)));

        Assert.Contains("over the limit", response.Completion().Result, StringComparison.Ordinal);
        Assert.True((response.CustomStatus?.Length ?? 0) * 2 <= 16 * 1024);
    }
}
