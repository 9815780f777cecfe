using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;
using CampaignTasks.Durable.Protocol;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.App.Tests.Functions.Edge;

public sealed class TurnTests
{
    [Fact]
    public async Task Wire_OfEveryKindOfCall_IsTheApprovedOne()
    {
        const string Lane = nameof(LaneOrchestrator);
        await using var site = await HandlerSite.StartAsync(
            registry => registry
                .AddOrchestrator(Lane, _ => new Program<string, string>(DoAsync))
                .AddActivity(RunActivities.SendPages, _ => new Step<LaneWork, string>((_, work) => Task.FromResult($"page {work.FromPage}: 100% \"sure\"")))
                .AddActivity(RunActivities.PauseTask, _ => new Step<string, object?>((_, _) => Task.FromResult<object?>(null))),
            services => services.AddSingleton<HistoryPurge>(_ => throw new IOException("storage is away")));
        HistoryEvent[] Begun(string what) => [Turns.Begin(), Turns.Start(Lane, $"\"{what}\"")];
        string Turn(IEnumerable<HistoryEvent> past, params IEnumerable<HistoryEvent> fresh) => HandlerSite.TurnBody(Turns.Request(past, fresh));

        (string Function, string Body)[] calls =
        [
            (Lane, Turn([], Begun("call"))),
            (Lane, Turn([.. Begun("call"), Turns.Scheduled(0, RunActivities.SendPages), Turns.End()], Turns.Begin(), Turns.Completed(0, "\"\\\"done\\\"\""))),
            (Lane, Turn([], Begun("wait"))),
            (Lane, Turn([], Begun("child"))),
            (Lane, Turn([], [.. Begun("again"), Turns.Raised("look", "\"\""), Turns.Raised("go")])),
            (Lane, "{}"),
            (Lane, "not json"),
            (RunActivities.SendPages, HandlerSite.ActivityBody("""{"run":{"tenantId":"acme","taskId":"t1","runId":"r1"},"lane":0,"fromPage":2}""")),
            (RunActivities.PauseTask, HandlerSite.ActivityBody(null)),
            (nameof(HistoryPurge), """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{}}"""),
            ("NoSuchFunction", "{}"),
        ];
        var lines = new List<string>();
        foreach (var (function, body) in calls)
        {
            using var answer = await site.InvokeAsync(function, body);
            lines.Add($"POST /{function}\n{body}\n{(int)answer.StatusCode} {answer.Content.Headers.ContentType}\n{await answer.Content.ReadAsStringAsync()}\n");
        }

        Snapshot.Matches(string.Join('\n', lines), "wire.approved.txt");
    }

    [Fact]
    public async Task History_OfFiveThousandEvents_ReplaysThroughTheEdge()
    {
        const int Steps = 1_250;
        await using var site = await HandlerSite.StartAsync(registry => registry.AddOrchestrator(nameof(LaneOrchestrator), _ => new Program<string, int>(async (context, _) =>
        {
            var sum = 0;
            for (var step = 0; step < Steps; step++)
            {
                sum += await context.CallActivityAsync<int>(RunActivities.SendPages, step);
            }

            return sum;
        })));
        List<HistoryEvent> past = [Turns.Begin(), Turns.Start(nameof(LaneOrchestrator), "\"\"")];
        for (var step = 0; step < Steps; step++)
        {
            past.AddRange([Turns.Scheduled(step, RunActivities.SendPages), Turns.End(), Turns.Begin(), Turns.Completed(step, "\"1\"")]);
        }

        Assert.True(past.Count > 5_000);
        var response = await site.TurnAsync(Turns.Request(past[..^1], past[^1]));

        Assert.Equal(OrchestrationStatus.Completed, response.Completion().OrchestrationStatus);
        Assert.Equal("1250", response.Completion().Result);
    }

    /// <summary>What an orchestrator of these tests can ask for, one turn each.</summary>
    private static async Task<string> DoAsync(TaskOrchestrationContext context, string what)
    {
        context.SetCustomStatus(what);
        switch (what)
        {
            case "call":
                return await context.CallActivityAsync<string>(RunActivities.SendPages, new LaneWork(new RunRef("acme", "t1", "r1"), Lane: 0, FromPage: 2));
            case "wait":
                await context.WaitForLookAsync(context.CurrentUtcDateTime.AddMinutes(5));
                return "looked";
            case "child":
                context.SendEvent("i2", RunActivities.Look, "");
                return await context.CallSubOrchestratorAsync<string>(nameof(RunOrchestrator), "x", new SubOrchestrationOptions(instanceId: "i1-child"));
            case "again":
                await context.WaitForExternalEvent<string>("go", CancellationToken.None);
                context.ContinueAsNew("call");
                return "";
            default:
                return what;
        }
    }
}
