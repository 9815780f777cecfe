using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>Small tasks one after another on a warm app: how soon after its POST each one's first request is at the provider.</summary>
internal static class SmallTasks
{
    private const int WarmUp = 20;
    private const int Recipients = 10;

    public static async Task<int> RunAsync(int tasks)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(SmallTasks).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture)
        );
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        await using var app = StartApp(ports[1], azurite.ConnectionString, data.FullName);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-key");
        await UntilAsync(async () => (await http.GetAsync(sinkAddress)).IsSuccessStatusCode);
        await UntilHealthyAsync(http);
        var account = await AddAccountAsync(http, sinkAddress);
        var times = new List<double>();
        for (var task = 0; task < WarmUp + tasks; task++)
        {
            var took = await TimeAsync(http, sinkAddress, account);
            if (task >= WarmUp)
            {
                times.Add(took.TotalMilliseconds);
            }
        }

        times.Sort();
        Print(
            $"POST to first request, ms: p50 · p95 · most  {times[times.Count / 2]:N0} · {times[times.Count * 95 / 100]:N0} · {times[^1]:N0}"
        );
        data.Delete(recursive: true);
        return 0;
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient http, Uri sink, string account)
    {
        var before = await EndToEnd.SinkCountAsync(http, sink);
        var clock = Stopwatch.StartNew();
        using var answer = await http.PostAsJsonAsync(
            "/api/tasks",
            new
            {
                name = "Small",
                channel = "email",
                accounts = new[] { account },
                audience = new { list = string.Join('\n', Enumerable.Range(0, Recipients).Select(n => $"reader{n}@example.net")) },
                creative = new { subject = "Hello", text = "Hi, it is here." },
            }
        );
        var id = (string)(await ReadAsync(answer))["id"]!;
        await UntilAsync(async () => await EndToEnd.SinkCountAsync(http, sink) > before, everyMilliseconds: 2);
        var took = clock.Elapsed;
        await UntilAsync(async () => (string)(await ReadTaskAsync(http, id))["status"]! is "completed", everyMilliseconds: 20);
        return took;
    }
}
