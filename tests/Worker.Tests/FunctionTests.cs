using System.Net;
using System.Text.Json.Nodes;

namespace CampaignTasks.Worker.Tests;

/// <summary>The functions as a host sees them: that all are there, can be loaded and bound, and can be called.</summary>
[Collection(HostedAppCollection.Name)]
public sealed class FunctionTests(HostedAppFixture fixture)
{
    private static readonly string[] Timers =
    [
        "ErasureReconciler",
        "HistoryPurge",
        "ImportReconciler",
        "Reconciler",
        "Retention",
        "SingleMessageSweep",
        "UsageRecount",
        "Watchdog",
        "WebhookReconciler",
    ];

    private static readonly string[] Orchestrators =
    [
        "AutomationOrchestrator",
        "CampaignTaskOrchestrator",
        "ErasureOrchestrator",
        "ImportOrchestrator",
        "JourneySendOrchestrator",
        "LaneOrchestrator",
        "SingleMessageOrchestrator",
        "TenantRemovalOrchestrator",
        "TestOrchestrator",
    ];

    private static readonly string[] Resources =
    [
        "ApiKeys",
        "Audiences",
        "Automations",
        "Campaigns",
        "Carts",
        "ChannelAccounts",
        "Contacts",
        "Conversions",
        "Creatives",
        "Erasures",
        "Events",
        "Health",
        "Hooks",
        "Imports",
        "Orders",
        "Other",
        "Products",
        "Sandbox",
        "Settings",
        "Sites",
        "Suppressions",
        "Tasks",
        "Tenants",
        "Testers",
        "Unsubscribe",
        "Usage",
        "Webhooks",
    ];

    private readonly HostedApp _app = fixture.App;

    [Fact]
    public void Functions_AreLoadedAndBound_AllOfThem()
    {
        string[] Of(string trigger) =>
            [.. _app.Host.Functions.Where(function => function.Trigger.Is(trigger)).Select(function => function.Name).Order()];

        Assert.Equal(Timers, Of("timerTrigger"));
        Assert.Equal(Orchestrators, Of("orchestrationTrigger"));
        Assert.Equal(Resources, Of("httpTrigger"));
        Assert.Equal(["DeliveryReports", "WebhookDeliveries"], Of("queueTrigger"));
        Assert.Equal(15, Of("activityTrigger").Length);

        // Orchestrators must not talk to anybody.
        Assert.All(_app.Host.Functions, function =>
            Assert.NotEqual(
                function.Bindings.Any(binding => binding.Is("durableClient")),
                function.Bindings.Any(binding => binding.Is("orchestrationTrigger"))
            )
        );
    }

    [Fact]
    public void Extensions_OfTheHost_ComeWithTheApp()
    {
        var extensions = JsonNode.Parse(File.ReadAllText(Path.Combine(HostedApp.Folder, "extensions.json")))!["extensions"]!.AsArray();

        Assert.Equal(
            ["AzureStorageQueues", "DurableTask"],
            extensions.Select(extension => (string)extension!["name"]!).Where(name => name is not "Startup").Order()
        );
        Assert.All(extensions, extension => Assert.True(File.Exists(Path.Combine(HostedApp.Folder, (string)extension!["hintPath"]!))));
    }

    [Theory]
    [InlineData("/api/health", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/api/openapi.json", HttpStatusCode.OK)]
    [InlineData("/api/tasks", HttpStatusCode.OK)]
    [InlineData("/api/tasks/none/runs", HttpStatusCode.NotFound)]
    [InlineData("/api/nothing/at/all", HttpStatusCode.NotFound)]
    [InlineData("/elsewhere", HttpStatusCode.NotFound)]
    public async Task Paths_ComeToThePipeline_WhicheverFunctionTheyCameBy(string path, HttpStatusCode expected)
    {
        using var answer = await _app.Http.GetAsync(new Uri(path, UriKind.Relative));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode} {text}\n{_app.Host.Log}");
    }

    [Fact]
    public async Task Timers_AreCalled_AndHealthIsContent()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (var timer in Timers)
        {
            var now = DateTimeOffset.UtcNow;
            await _app.Host.TickAsync(
                timer,
                $$"""{"ScheduleStatus":{"Last":"{{now.AddMinutes(-5):O}}","Next":"{{now:O}}","LastUpdated":"{{now.AddMinutes(-5):O}}"},"IsPastDue":false}""",
                timeout.Token
            );
        }

        var health = await new Tenant(_app).GetAsync("/api/health");
        Assert.Equal(
            ("healthy", "healthy", "healthy"),
            ((string)health["status"]!, (string)health["parts"]!["timers"]!, (string)health["parts"]!["functions"]!)
        );
    }

    [Fact]
    public async Task Health_SaysThatAFunctionIsSwitchedOff_OrNamesAMissingSetting()
    {
        await using var app = await HostedApp.StartAsync(
            new Dictionary<string, string?> { ["AzureWebJobs__Watchdog__Disabled"] = "true", ["CampaignTasksEventsQueue"] = "" }
        );

        var health = await new Tenant(app).GetAsync("/api/health");

        Assert.Equal("degraded", (string)health["parts"]!["functions"]!);
        Assert.Contains("Watchdog is switched off.", app.Host.Log, StringComparison.Ordinal);
        Assert.Contains(
            "DeliveryReports names the setting CampaignTasksEventsQueue, which is missing.",
            app.Host.Log,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Upload_Of40Megabytes_StreamsThrough()
    {
        var line = new string(' ', 3_999) + "\n";
        var file = string.Concat(Enumerable.Repeat(line, 10_500)) + Tenant.Emails(100);

        using var answer = await _app.Http.PostAsync(
            new Uri("/api/audiences/import?name=Wide&channel=email", UriKind.Relative),
            new StringContent(file)
        );

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created, $"{answer.StatusCode} {text}\n{_app.Host.Log}");
        Assert.Equal(100, (int)JsonNode.Parse(text)!["addresses"]!["size"]!);
    }
}
