using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// What several benchmarks set up: the app as a process of its own, an account that sends to the sink, and waiting for conditions.
/// </summary>
internal static class Stage
{
    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>What may create tenants.</summary>
    public const string PlatformKey = "benchmark-platform-key";

    public static Child StartApp(int port, string storage, string dataFolder, params (string Name, string Value)[] settings) =>
        Child.Start(
            AppAssembly(),
            new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            {
                ["CampaignTasks__PlatformKey"] = PlatformKey,
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["AzureWebJobsStorage"] = storage,
                ["CampaignTasks__DataFolder"] = dataFolder,
                ["CampaignTasks__LocalApiKey"] = "benchmark-key",
                ["CampaignTasks__RequestsPerMinute"] = "1000000",
            }
        );

    public static Task UntilHealthyAsync(HttpClient http) =>
        UntilAsync(async () => (await http.GetAsync(new Uri("/api/health", UriKind.Relative))).IsSuccessStatusCode);

    public static async Task<string> AddAccountAsync(HttpClient http, Uri sink)
    {
        using var answer = await http.PostAsJsonAsync(
            "/api/channel-accounts",
            new
            {
                name = "Sink",
                channel = "email",
                provider = "acs",
                settings = new
                {
                    endpoint = sink.ToString().TrimEnd('/'),
                    accessKey = "bm90LWEtcmVhbC1rZXk=",
                    senderAddress = "no-reply@mail.example.com",
                },
            }
        );
        return (string)(await ReadAsync(answer))["id"]!;
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
    }

    public static async Task<JsonNode> ReadTaskAsync(HttpClient http, string id)
    {
        using var answer = await http.GetAsync(new Uri($"/api/tasks/{id}", UriKind.Relative));
        return await ReadAsync(answer);
    }

    /// <exception cref="TimeoutException">The condition did not come true within the limit, half an hour by default.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, int everyMilliseconds = 10, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < (limit ?? TimeSpan.FromMinutes(30)))
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(everyMilliseconds), TimeProvider.System);
        }

        throw new TimeoutException("The benchmark waited for nothing.");
    }

    private static string AppAssembly()
    {
        if (Environment.GetEnvironmentVariable("CAMPAIGN_TASKS_SCRIPT_ROOT") is { Length: > 0 } published)
        {
            return Path.Combine(published, "CampaignTasks.App");
        }

        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "App", own.Name, "CampaignTasks.App.dll");
    }
}
