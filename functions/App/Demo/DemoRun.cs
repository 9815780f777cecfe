using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Start;
using CampaignTasks.App.Hosting;
using Microsoft.AspNetCore.Hosting.Server;

namespace CampaignTasks.App.Demo;

/// <summary>The demo: once the app serves, it creates the sample task through the HTTP API, shows its progress and a summary.</summary>
internal sealed class DemoRun(
    CommandLine.Demo command,
    DevelopmentSeeder local,
    IServer server,
    StopSignals asked,
    ConsoleOutput notices,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            var succeeded = await RunAsync(stoppingToken);
            if (command.Exit)
            {
                asked.Ask(succeeded ? 0 : 1);
            }
        }
        catch (Exception e) when (e is DemoFailureException or HttpRequestException or JsonException)
        {
            notices.Say($"The demo cannot go on: {e.Message}");
            asked.Ask(exitCode: 1);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ctrl+C during the demo: the task continues at the next start.
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (local.Sandbox is not { } sandbox)
        {
            throw new DemoFailureException(
                "it needs the Development environment, where there is a local tenant: set ASPNETCORE_ENVIRONMENT=Development."
            );
        }

        using var api = new DemoApi(StartupBanner.UrlOf(server), await local.KeyForSessionAsync(cancellationToken));
        var created = await api.PostAsync("/api/tasks", SampleTask(sandbox.Id), cancellationToken);
        var id = created.GetProperty("id").GetString()!;
        notices.Say(string.Create(CultureInfo.InvariantCulture, $"\nTask {id}: {command.Recipients:N0} e-mails to the sandbox\n"));
        var progress = new DemoProgress(notices.Terminal, painted: !Console.IsOutputRedirected, time);
        while (true)
        {
            var task = await api.GetAsync($"/api/tasks/{id}", cancellationToken);
            var counts = DemoCounts.From(task);
            progress.Show(counts, command.Recipients);
            if (counts.IsOver)
            {
                await SummarizeAsync(api, task, counts, cancellationToken);
                return counts is { Status: "completed" } && counts.Sent == command.Recipients;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private JsonObject SampleTask(string accountId)
    {
        var list = new StringBuilder();
        for (var i = 1; i <= command.Recipients; i++)
        {
            list.Append(CultureInfo.InvariantCulture, $"customer{i:00000}@example.net\n");
        }

        return new()
        {
            ["name"] = "New product announcement",
            ["campaign"] = "demo",
            ["channel"] = "email",
            ["accounts"] = new JsonArray(accountId),
            ["audience"] = new JsonObject { ["list"] = list.ToString() },
            ["creative"] = new JsonObject
            {
                ["subject"] = "It is here",
                ["text"] = "Hi {{ firstName | default: 'there' }}, the new product is here.",
            },
            ["start"] = true,
        };
    }

    private async Task SummarizeAsync(DemoApi api, JsonElement task, DemoCounts counts, CancellationToken cancellationToken)
    {
        var id = task.GetProperty("id").GetString();
        var runs = await api.GetAsync($"/api/tasks/{id}/runs", cancellationToken);
        var run = runs.GetProperty("items")[0];
        notices.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""

                The task {counts.Status}{Took(run, counts)}.
                  total {counts.Total:N0} · sent {counts.Sent:N0} · failed {counts.Failed:N0} · skipped {counts.Skipped:N0} · canceled {counts.Canceled:N0} · unknown {counts.Unknown:N0}

                See the task, its messages and what the sandbox received:
                  curl -s {api.Url}/api/tasks/{id} -H 'Authorization: Bearer {api.Key}'
                  curl -s '{api.Url}/api/tasks/{id}/runs/{run.GetProperty(
                        "id"
                    ).GetString()}/messages?limit=3' -H 'Authorization: Bearer {api.Key}'
                  curl -s '{api.Url}/api/sandbox/messages?limit=3' -H 'Authorization: Bearer {api.Key}'
                """
            )
        );
        if (!command.Exit)
        {
            notices.Say("\nServing on. Ctrl+C ends.");
        }
    }

    private static string Took(JsonElement run, DemoCounts counts)
    {
        if (!TryTime(run, "startedAt", out var from) || !TryTime(run, "completedAt", out var to) || to <= from)
        {
            return "";
        }

        var seconds = (to - from).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $" in {seconds:N1} s, {counts.Done / seconds:N0} messages a second");
    }

    private static bool TryTime(JsonElement run, string name, out DateTimeOffset at)
    {
        at = default;
        return run.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out at);
    }
}
