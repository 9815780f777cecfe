using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// What others notice while one tenant's hundred thousand leave: how long fifty callers wait for a task to be created, and how soon another tenant's ten
/// messages are out; and how soon they are out beside a thousand paced tasks of the one tenant. The same questions to the idle app are the baseline.
/// </summary>
internal static class Busy
{
    private const int Callers = 50;
    private const int Requests = 500;
    private const int Few = 10;
    private const int Paced = 100;

    public static async Task<int> RunAsync(int recipients, int tasks)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = FreePorts(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(typeof(Busy).Assembly.Location, new Dictionary<string, string>(), "sink", ports[0].ToString(CultureInfo.InvariantCulture));
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        await using var app = StartApp(ports[1], azurite.ConnectionString, data.FullName);
        try
        {
            var address = new Uri($"http://127.0.0.1:{ports[1]}");
            using var large = Caller(address, "benchmark-key");
            await UntilHealthyAsync(large);
            await UntilAsync(async () => (await large.GetAsync(sinkAddress)).IsSuccessStatusCode);
            using var small = await NewTenantAsync(address);
            var (many, few) = (await AddAccountAsync(large, sinkAddress), await AddAccountAsync(small, sinkAddress));
            await CreateAsync(small, few, Requests);
            await SendAsync(small, few);

            var (idleCalls, idleTen) = (await CreateAsync(small, few, Requests), await SendAsync(small, few));
            var run = await StartAsync(large, many, recipients);
            await UntilAsync(async () => (int)(await ReadTaskAsync(large, run))["summary"]!["sent"]! > 0);
            var busyTen = await SendAsync(small, few);
            var busyCalls = await CreateAsync(small, few, Requests);
            var isUnderWay = (string)(await ReadTaskAsync(large, run))["status"]! is "running";
            Print($"create a task, {Callers} at a time, ms: p50 · p99, idle          {At(idleCalls, 50),8:N0} · {At(idleCalls, 99):N0}");
            Print($"the same while {recipients:N0} leave                      {At(busyCalls, 50),8:N0} · {At(busyCalls, 99):N0}   ratio {At(busyCalls, 50) / At(idleCalls, 50):F1} · {At(busyCalls, 99) / At(idleCalls, 99):F1}");
            Print($"another tenant's {Few} messages out after, ms: idle · busy  {idleTen.TotalMilliseconds,8:N0} · {busyTen.TotalMilliseconds:N0}");
            await UntilAsync(async () => (string)(await ReadTaskAsync(large, run))["status"]! is "completed", everyMilliseconds: 500);
            await Parallel.ForEachAsync(Enumerable.Range(0, tasks), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await StartAsync(large, many, Paced, pause: "PT3S"));
            var crowdTen = await SendAsync(small, few);
            Print($"the same beside {tasks:N0} paced tasks of another tenant              {crowdTen.TotalMilliseconds:N0}");
            Print($"the {recipients:N0} were {(isUnderWay ? "under way all the time" : "DONE before the last call: take more")}");
            return isUnderWay ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    private static HttpClient Caller(Uri address, string key)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<HttpClient> NewTenantAsync(Uri address)
    {
        using var platform = Caller(address, PlatformKey);
        using var answer = await platform.PostAsJsonAsync("/api/tenants", new { name = "Small" });
        return Caller(address, (string)(await ReadAsync(answer))["apiKey"]!);
    }

    /// <summary>How long each call took, in milliseconds, ascending. What they create are drafts.</summary>
    private static async Task<List<double>> CreateAsync(HttpClient http, string account, int requests)
    {
        var took = new double[requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (n, cancellationToken) =>
        {
            var clock = Stopwatch.StartNew();
            using var answer = await http.PostAsJsonAsync("/api/tasks", Definition(account, Few, start: false), cancellationToken);
            await ReadAsync(answer);
            took[n] = clock.Elapsed.TotalMilliseconds;
        });
        return [.. took.Order()];
    }

    private static async Task<TimeSpan> SendAsync(HttpClient http, string account)
    {
        var clock = Stopwatch.StartNew();
        var id = await StartAsync(http, account, Few);
        await UntilAsync(async () => (string)(await ReadTaskAsync(http, id))["status"]! is "completed");
        return clock.Elapsed;
    }

    private static async Task<string> StartAsync(HttpClient http, string account, int recipients, string? pause = null)
    {
        using var answer = await http.PostAsJsonAsync("/api/tasks", Definition(account, recipients, start: true, pause));
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private static object Definition(string account, int recipients, bool start, string? pause = null) => new
    {
        name = "Busy",
        channel = "email",
        accounts = new[] { account },
        audience = new { list = string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"reader{n}@example.net")) },
        creative = new { subject = "Hello", text = "Hi {{firstName|there}}, it is here." },
        start,
        pacing = new { pauseBetweenMessages = pause },
    };
}
