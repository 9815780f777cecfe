using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;
using Microsoft.DurableTask;

namespace CampaignTasks.App.Tests.Operations;

/// <summary>
/// An operator at the HTTP API of orchestrations: a fixed conversation, written down with what differs by nature (times, addresses, made-up
/// ids) left out. Whoever serves the API has to hold up his end word for word.
/// </summary>
internal sealed partial class ManagementTranscript(HttpClient http, string key)
{
    private const string Root = "/runtime/webhooks/durabletask";

    // Names of the catalog, since a Functions host knows no others.
    private const string Echo = nameof(CampaignTaskOrchestrator);
    private const string Waiter = nameof(ImportOrchestrator);
    private const string Broken = nameof(LaneOrchestrator);

    private readonly StringBuilder _text = new();

    /// <summary>The orchestrators of the conversation.</summary>
    public static void Register(DurableTaskRegistry registry) =>
        registry
            .AddOrchestratorFunc<System.Text.Json.JsonElement, System.Text.Json.JsonElement>(Echo, (_, input) => input)
            .AddOrchestratorFunc<string, string>(Waiter, async (context, _) =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<string>("go", CancellationToken.None);
            })
            .AddOrchestratorFunc<string, string>(Broken, string (_, _) => throw new InvalidDataException("it broke"));

    public async Task<string> WriteAsync()
    {
        await RefuseAsync();
        await StartAndReadAsync();
        await WaitAndRaiseAsync();
        await EndAsync();
        await ListAndPurgeAsync();
        await StartOverAsync();
        return _text.ToString();
    }

    private async Task RefuseAsync()
    {
        await SayAsync("GET", "instances/e1", withKey: false);
        await SayAsync("GET", "instances/e1");
        await SayAsync("POST", $"orchestrators/{Echo}/e1", "{not json");
        await SayAsync("POST", "instances/e1/raiseEvent/go", "1");
        await SayAsync("POST", "instances/e1/terminate?reason=x");
        await SayAsync("POST", "instances/e1/suspend?reason=x");
        await SayAsync("POST", "instances/e1/rewind?reason=x");
        await SayAsync("POST", "instances/e1/restart");
        await SayAsync("DELETE", "instances/e1");
        await SayAsync("DELETE", "instances");
    }

    private async Task StartAndReadAsync()
    {
        await SayAsync("POST", $"orchestrators/{Echo}/e1", """{"a":1}""");
        await UntilAsync("e1", "Completed");
        await SayAsync("GET", "instances/e1");
        await SayAsync("GET", "instances/e1?showInput=false");
        await SayAsync("POST", $"orchestrators/{Broken}/f1", "\"x\"");
        await UntilAsync("f1", "Failed");
        await SayAsync("GET", "instances/f1");
        await SayAsync("GET", "instances/f1?returnInternalServerErrorOnFailure=true");
        await SayAsync("POST", "instances/f1/rewind?reason=x");
        await SayAsync("POST", "instances/e1/rewind?reason=x");
    }

    private async Task WaitAndRaiseAsync()
    {
        await SayAsync("POST", $"orchestrators/{Waiter}/w1", "\"x\"");
        await UntilAsync("w1", "Running", "waiting");
        await SayAsync("GET", "instances/w1");
        await SayAsync("POST", $"orchestrators/{Waiter}/w1", "\"again\"");
        await SayAsync("POST", "instances/w1/restart?restartWithNewInstanceId=false");
        await SayAsync("DELETE", "instances/w1");
        await SayAsync("POST", "instances/w1/raiseEvent/go", "\"done\"", type: "text/plain");
        await SayAsync("POST", "instances/w1/raiseEvent/go", "{not json");
        await SayAsync("POST", "instances/w1/resume?reason=x");
        await SayAsync("POST", "instances/w1/suspend?reason=x");
        await UntilAsync("w1", "Suspended");
        await SayAsync("GET", "instances/w1");
        await SayAsync("POST", "instances/w1/suspend?reason=x");
        await SayAsync("POST", "instances/w1/resume?reason=x");
        await UntilAsync("w1", "Running");
        await SayAsync("POST", "instances/w1/raiseEvent/go", "\"done\"");
        await UntilAsync("w1", "Completed");
        await SayAsync("GET", "instances/w1");
    }

    private async Task EndAsync()
    {
        await SayAsync("POST", "instances/w1/raiseEvent/go", "\"late\"");
        await SayAsync("POST", "instances/w1/terminate?reason=x");
        await SayAsync("POST", "instances/w1/suspend?reason=x");
        await SayAsync("POST", "instances/w1/resume?reason=x");
        await SayAsync("POST", $"orchestrators/{Waiter}/w2", "\"x\"");
        await UntilAsync("w2", "Running");
        await SayAsync("POST", "instances/w2/terminate?reason=enough");
        await UntilAsync("w2", "Terminated");
        await SayAsync("GET", "instances/w2");
        await SayAsync("POST", "instances/w2/restart?restartWithNewInstanceId=false");
        await UntilAsync("w2", "Running", "waiting");
    }

    private async Task ListAndPurgeAsync()
    {
        await SayAsync("GET", "instances?runtimeStatus=Running,Failed&showInput=false");
        await SayAsync("GET", "instances?instanceIdPrefix=w");
        await SayAsync("GET", "instances?createdTimeFrom=2999-01-01T00:00:00Z");
        var token = await SayAsync("GET", "instances?top=2&runtimeStatus=Completed,Failed");
        await SayAsync("GET", "instances?top=2&runtimeStatus=Completed,Failed", token: token);
        await SayAsync("DELETE", "instances/e1");
        await SayAsync("DELETE", "instances/e1");
        await SayAsync("DELETE", "instances?createdTimeFrom=2999-01-01T00:00:00Z");
        await SayAsync("DELETE", "instances?createdTimeFrom=2000-01-01T00:00:00Z&runtimeStatus=Failed");
        await SayAsync("GET", "instances?runtimeStatus=Failed");
    }

    private async Task StartOverAsync()
    {
        await SayAsync("POST", "instances/w1/restart");
        await SayAsync("POST", $"orchestrators/{Echo}/t1?timeout=20&pollingInterval=1", """{"a":2}""");
        await SayAsync("POST", $"orchestrators/{Waiter}/t2?timeout=0.2&pollingInterval=0.1", "\"x\"");
        await SayAsync("GET", "entities");
        await SayAsync("GET", "entities/counter/1");
        await SayAsync("POST", "entities/counter/1?op=add", "1");
    }

    private async Task<string?> SayAsync(
        string method,
        string path,
        string? body = null,
        bool withKey = true,
        string type = "application/json",
        string? token = null
    )
    {
        using var answer = await AskAsync(method, path, body, withKey, type, token);
        var text = await answer.Content.ReadAsStringAsync();
        var location = answer.Headers.Location is null ? "" : " Location";
        var wait = answer.Headers.RetryAfter is { } after ? $" Retry-After:{after}" : "";
        var next = answer.Headers.TryGetValues("x-ms-continuation-token", out var tokens) ? tokens.Single() : null;
        _text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{method} {path}{(token is null ? "" : " (next page)")}{(body is null ? "" : $" {body}")}\n  {(int)answer.StatusCode}{location}{wait}{(next is null ? "" : " more")}\n"
        );
        if (
            answer.StatusCode is HttpStatusCode.OK
            || text.StartsWith("{\"name\"", StringComparison.Ordinal)
            || text.StartsWith("{\"id\"", StringComparison.Ordinal)
        )
        {
            _text.Append("  ").Append(Plain(text)).Append('\n');
        }

        return next;
    }

    private async Task<HttpResponseMessage> AskAsync(string method, string path, string? body, bool withKey, string type, string? token)
    {
        using var request = new HttpRequestMessage(
            new(method),
            $"{Root}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{(withKey ? $"code={key}" : "")}"
        );
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        if (token is not null)
        {
            request.Headers.Add("x-ms-continuation-token", token);
        }

        return await http.SendAsync(request);
    }

    private Task UntilAsync(string id, string status, string? customStatus = null) =>
        Eventually.HoldsAsync(async () =>
        {
            using var answer = await AskAsync("GET", $"instances/{id}", null, withKey: true, "", null);
            var instance = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return (string)instance["runtimeStatus"]! == status
                && (customStatus is null || (string?)instance["customStatus"] == customStatus);
        });

    private string Plain(string json) =>
        MadeUpId()
            .Replace(Port().Replace(Time().Replace(JsonNode.Parse(json)!.ToJsonString(HttpJson.Relaxed), "<time>"), "http://here"), "<id>")
            .Replace(key, "<key>", StringComparison.Ordinal);

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex MadeUpId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();

    [GeneratedRegex(@"http://[^/]+")]
    private static partial Regex Port();
}

/// <summary>Readable JSON.</summary>
internal static class HttpJson
{
    public static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
