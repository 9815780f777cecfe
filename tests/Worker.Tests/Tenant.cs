using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Worker.Tests;

/// <summary>A tenant's developer at the API of the hosted app.</summary>
internal sealed class Tenant(HostedApp app)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    /// <summary>A pasted list of so many addresses.</summary>
    public static string Emails(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"reader{n}@example.net"));

    /// <summary>Asks, and fails with the whole answer when it is not a success.</summary>
    public async Task<JsonNode> DoAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await app.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {(int)answer.StatusCode}: {text}\n{app.Host.Log}");
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> GetAsync(string path) => DoAsync(HttpMethod.Get, path);

    public Task<JsonNode> ActAsync(string task, string action) => DoAsync(HttpMethod.Post, $"/api/tasks/{task}/{action}");

    public Task<JsonNode> TaskAsync(string task) => GetAsync($"/api/tasks/{task}");

    /// <summary>Adds an account that sends through the provider, and starts a task with it.</summary>
    /// <returns>The task's id.</returns>
    public async Task<string> SendAsync(AcsStandIn provider, int addresses, bool stopOnFailure = false, object? schedule = null)
    {
        var account = await DoAsync(
            HttpMethod.Post,
            "/api/channel-accounts",
            new
            {
                name = "Stand-in",
                channel = "email",
                provider = "acs",
                settings = provider.Settings(),
            }
        );
        var task = await DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "New product announcement",
                channel = "email",
                accounts = new[] { (string)account["id"]! },
                audience = new { list = Emails(addresses) },
                creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." },
                schedule = schedule ?? new { },
                stopOnFailure,
            }
        );
        return (string)task["id"]!;
    }

    /// <summary>Waits until the task stands so.</summary>
    public async Task<JsonNode> UntilAsync(string task, string what, Func<JsonNode, bool> isSo)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        while (true)
        {
            var seen = await TaskAsync(task);
            if (isSo(seen))
            {
                return seen;
            }

            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"In {WaitLimit} it was not so that {what}: {seen.ToJsonString()}\n{app.Host.Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Waits until the task has ended so and nothing of it is pending.</summary>
    public Task<JsonNode> EndedAsync(string task, string status) =>
        UntilAsync(task, $"the task is {status}", seen =>
            (string)seen["status"]! == status && (int)seen["summary"]!["pending"]! == 0 && (int)seen["summary"]!["sending"]! == 0
        );
}
