using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable.Protocol;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Functions.Edge;

public sealed class TurnTests
{
    [Fact]
    public async Task Wire_OfATurnAndAnActivity_IsTheApprovedOne()
    {
        await using var site = await HandlerSite.StartAsync(registry => registry
            .AddOrchestrator(nameof(LaneOrchestrator), _ => new Program<string, string>(async (context, name) =>
                await context.CallActivityAsync<string>(RunActivities.SendPages, name)))
            .AddActivity(RunActivities.SendPages, _ => new Step<string, string>((_, name) => Task.FromResult($"Hi {name}, 100% \"sure\""))));
        var first = HandlerSite.TurnBody(Turns.Request([], Turns.Begin(), Turns.Start(nameof(LaneOrchestrator), "\"Bo\"")));
        var call = HandlerSite.ActivityBody("\"Bo\"");

        var lines = new List<string>();
        foreach (var (function, body) in new[] { (nameof(LaneOrchestrator), first), (RunActivities.SendPages, call) })
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
}
