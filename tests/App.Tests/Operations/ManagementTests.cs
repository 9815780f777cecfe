using CampaignTasks.App.Operations;
using CampaignTasks.App.Tests.Functions.Edge;
using CampaignTasks.App.Tests.Functions.Simulator;
using Microsoft.DurableTask;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.App.Tests.Operations;

/// <summary>The operations API is the same word for word, whoever runs the orchestrations.</summary>
public sealed class ManagementTests
{
    private const string Key = "system-key-of-a-test";

    [Fact]
    public async Task Operations_OfTheEmbeddedHub_AreTheApprovedConversation()
    {
        await using var app = await StandaloneAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        Snapshot.Matches(await new ManagementTranscript(http, Key).WriteAsync(), "management.approved.txt");
        await app.StopAsync();
    }

    [Fact]
    public async Task Operations_OfTheDurableExtension_AreTheApprovedConversation()
    {
        using var root = ScriptRoot.StageFunctions();
        using var stop = new CancellationTokenSource();
        await using var handler = await HandlerSite.StartAsync(ManagementTranscript.Register);
        using var invoker = new Invoker(() => Task.FromResult(handler.Client.BaseAddress!));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapManagement(new DurableExtension(invoker, root, stop.Token), Key);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        Snapshot.Matches(await new ManagementTranscript(http, Key).WriteAsync(), "management.approved.txt");
        await stop.CancelAsync();
        await app.StopAsync();
    }

    [Fact]
    public async Task History_ShowsCallsWithTheirEnds_AndResultsOnlyWhenAsked()
    {
        await using var app = await StandaloneAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var client = app.Services.GetRequiredService<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Caller", "x", CancellationToken.None);
        await client.WaitForInstanceCompletionAsync(id, false, CancellationToken.None);

        var path = $"{OperationsEndpoints.Root}/instances/{id}?code={Key}&showHistory=true";
        var bare = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!["historyEvents"]!.AsArray();
        var full = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync(new Uri(path + "&showHistoryOutput=true", UriKind.Relative)))!["historyEvents"]!.AsArray();

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], full.Select(entry => (string)entry!["EventType"]!));
        Assert.Equal(("Step", "done"), ((string)full[1]!["FunctionName"]!, (string)full[1]!["Result"]!));
        Assert.NotNull(full[1]!["ScheduledTime"]);
        Assert.Equal("Completed", (string)full[2]!["OrchestrationStatus"]!);
        Assert.All(bare, entry => Assert.Null(entry!["Result"]));
        await app.StopAsync();
    }

    [Fact]
    public async Task Operations_WithoutAConfiguredKey_AreClosed()
    {
        await using var app = await StandaloneAsync(key: null);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        using var answer = await http.GetAsync(new Uri($"{OperationsEndpoints.Root}/instances?code=", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        await app.StopAsync();
    }

    internal static async Task<WebApplication> StandaloneAsync(string? key = Key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<AppOptions>(options => options.SystemKey = key);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IHubStore>(new InMemoryHubStore())
            .AddDurable(registry =>
            {
                ManagementTranscript.Register(registry);
                registry.AddOrchestrator("Caller", _ => new Program<string, string>((context, _) => context.CallActivityAsync<string>("Step", "in")));
                registry.AddActivity("Step", _ => new Step<string, string>((_, _) => Task.FromResult("done")));
            })
            .AddDurableHub()
            .AddOperations();
        var app = builder.Build();
        app.MapOperations();
        await app.StartAsync();
        return app;
    }
}
