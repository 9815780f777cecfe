using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>A tenant's developer at the API of a running app. It outlives restarts of the app at the same place.</summary>
internal sealed class Company : IDisposable
{
    private readonly HttpClient _api;

    public Company(AppSite site, string? key = null)
        : this(new Uri(site.Url), key ?? site.Key) { }

    public Company(Uri address, string key)
    {
        _api = new HttpClient { BaseAddress = address };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A pasted list of so many addresses.</summary>
    public static string Emails(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"reader{n}@example.net"));

    /// <summary>A pasted list of so many phone numbers.</summary>
    public static string Phones(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"+1555{1_000_000 + n}"));

    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">What is sent, as JSON.</param>
    /// <param name="key">The request's <c>Idempotency-Key</c>.</param>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(
        HttpMethod method,
        string path,
        object? body = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Asks, and fails with the whole answer when it is not a success.</summary>
    public async Task<JsonNode> DoAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await AskAsync(method, path, body);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path} answered {(int)status}: {answer?.ToJsonString()}");
        return answer!;
    }

    /// <summary>Sends a file of addresses.</summary>
    /// <returns>The audience they became.</returns>
    public async Task<string> UploadAsync(string channel, string addresses)
    {
        using var answer = await _api.PostAsync(
            new Uri($"/api/audiences/import?name=Uploaded&channel={channel}", UriKind.Relative),
            new StringContent(addresses)
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    /// <summary>Edits a task, whatever its version.</summary>
    public async Task<JsonNode> EditAsync(string task, object change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/tasks/{task}") { Content = JsonContent.Create(change) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await _api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> GetAsync(string path) => DoAsync(HttpMethod.Get, path);

    public Task<JsonNode> ActAsync(string task, string action) => DoAsync(HttpMethod.Post, $"/api/tasks/{task}/{action}");

    /// <summary>Adds an account that sends through a stand-in provider.</summary>
    /// <returns>The account.</returns>
    public Task<JsonNode> AddAccountAsync(string channel, string provider, IReadOnlyDictionary<string, string> settings) =>
        DoAsync(
            HttpMethod.Post,
            "/api/channel-accounts",
            new
            {
                name = $"Stand-in {provider}",
                channel,
                provider,
                settings,
            }
        );

    /// <summary>Creates and starts a task.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SendAsync(JsonNode account, string list, bool stopOnFailure = false, object? schedule = null)
    {
        var task = await DoAsync(HttpMethod.Post, "/api/tasks", NewTask(account, list, stopOnFailure, schedule));
        return (string)task["id"]!;
    }

    /// <summary>What a task to a pasted list is asked for with.</summary>
    public static object NewTask(JsonNode account, string list, bool stopOnFailure = false, object? schedule = null)
    {
        var channel = (string)account["channel"]!;
        return new
        {
            name = "New product announcement",
            channel,
            accounts = new[] { (string)account["id"]! },
            audience = new { list },
            creative = channel is "email"
                ? (object)new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." }
                : new { text = "Hi {{ firstName | default: 'there' }}, it is here." },
            schedule = schedule ?? new { },
            stopOnFailure,
        };
    }

    public Task<JsonNode> TaskAsync(string task) => GetAsync($"/api/tasks/{task}");

    public async Task<int> CountAsync(string task, string state) => (int)(await TaskAsync(task))["summary"]![state]!;

    public async Task<string> RunAsync(string task) => (string)(await GetAsync($"/api/tasks/{task}/runs"))["items"]![0]!["id"]!;

    /// <summary>Every message of the task's run, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> MessagesAsync(string task, string? status = null)
    {
        var path = $"/api/tasks/{task}/runs/{await RunAsync(task)}/messages?limit=200{(status is null ? "" : $"&status={status}")}";
        List<JsonNode> messages = [];
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await GetAsync(cursor.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            messages.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["next"];
        }

        return messages;
    }

    public void Dispose() => _api.Dispose();
}

/// <summary>Waits on a running app.</summary>
internal static class Waits
{
    /// <summary>Waits until the task stands so.</summary>
    public static async Task<JsonNode> UntilTaskIsAsync(this AppProcess app, Company company, string task, string status)
    {
        JsonNode? seen = null;
        try
        {
            await app.UntilAsync($"the task is {status}", async () => (string)(seen = await company.TaskAsync(task))["status"]! == status);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n--- task\n{seen?.ToJsonString(new JsonSerializerOptions { WriteIndented = true })}");
        }

        return seen!;
    }

    /// <summary>Waits until the task has ended and its run is closed.</summary>
    public static async Task<JsonNode> UntilEndedAsync(this AppProcess app, Company company, string task, string status)
    {
        await app.UntilTaskIsAsync(company, task, status);
        await app.UntilAsync("the run is closed", async () =>
            (await company.GetAsync($"/api/tasks/{task}/runs"))["items"]![0]!["completedAt"] is not null
        );
        return await company.TaskAsync(task);
    }
}
