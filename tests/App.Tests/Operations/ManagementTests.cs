using CampaignTasks.App.Operations;
using CampaignTasks.Testing;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Operations;

/// <summary>The operations API over the engine of this process is, word for word, what the Durable extension answers.</summary>
public sealed class ManagementTests
{
    private const string Key = "system-key-of-a-test";

    [Fact]
    public async Task Operations_AreTheApprovedConversation()
    {
        await using var hub = await ManagedHub.StartAsync(Key);

        Snapshot.Matches(await new ManagementTranscript(hub.Http, Key).WriteAsync(), "management.approved.txt");
    }

    [Fact]
    public async Task History_ShowsCallsWithTheirEnds_AndResultsOnlyWhenAsked()
    {
        await using var hub = await ManagedHub.StartAsync(Key);
        var client = hub.Get<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Caller", "x", CancellationToken.None);
        await client.WaitForInstanceCompletionAsync(id, false, CancellationToken.None);

        var path = $"{OperationsEndpoints.Root}/instances/{id}?code={Key}&showHistory=true";
        var bare = System.Text.Json.Nodes.JsonNode.Parse(await hub.Http.GetStringAsync(new Uri(path, UriKind.Relative)))![
            "historyEvents"
        ]!.AsArray();
        var full = System.Text.Json.Nodes.JsonNode.Parse(
            await hub.Http.GetStringAsync(new Uri(path + "&showHistoryOutput=true", UriKind.Relative))
        )!["historyEvents"]!.AsArray();

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], full.Select(entry => (string)entry!["EventType"]!));
        Assert.Equal(("Step", "done"), ((string)full[1]!["FunctionName"]!, (string)full[1]!["Result"]!));
        Assert.NotNull(full[1]!["ScheduledTime"]);
        Assert.Equal("Completed", (string)full[2]!["OrchestrationStatus"]!);
        Assert.All(bare, entry => Assert.Null(entry!["Result"]));
    }

    [Fact]
    public async Task Start_WithAForgedHostAndTheKeyInAHeader_ShowsNeither()
    {
        await using var hub = await ManagedHub.StartAsync(Key, environment: "Production");
        using var start = new HttpRequestMessage(HttpMethod.Post, $"{OperationsEndpoints.Root}/orchestrators/Caller/c1");
        start.Headers.Host = "evil.example.com";
        start.Headers.Add("x-functions-key", Key);

        using var answer = await hub.Http.SendAsync(start);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        var shown = $"{answer.Headers.Location} {await answer.Content.ReadAsStringAsync()}";
        Assert.Contains($"{OperationsEndpoints.Root}/instances/c1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_WithoutAConfiguredKey_AreClosed()
    {
        await using var hub = await ManagedHub.StartAsync(key: null);

        using var answer = await hub.Http.GetAsync(new Uri($"{OperationsEndpoints.Root}/instances?code=", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
