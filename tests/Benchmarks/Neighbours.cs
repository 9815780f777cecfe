using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// One tenant's requests and messages, quiet and while a <see cref="NoisyTenant"/> does its worst, with one gibibyte of heap. Ends after a
/// set time.
/// </summary>
internal static class Neighbours
{
    private const int Few = 10;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(Neighbours).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture)
        );
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        await using var app = StartApp(ports[1], azurite.ConnectionString, data.FullName, ("DOTNET_GCHeapHardLimit", "0x40000000"));
        try
        {
            var address = new Uri($"http://127.0.0.1:{ports[1]}");
            using var noisy = Caller(address, "benchmark-key");
            await UntilHealthyAsync(noisy);
            await UntilAsync(async () => (await noisy.GetAsync(sinkAddress)).IsSuccessStatusCode);
            using var quiet = await NewTenantAsync(address);
            var account = await AddAccountAsync(quiet, sinkAddress);
            await MeasureAsync(quiet, account, TimeSpan.FromSeconds(5));

            var alone = await MeasureAsync(quiet, account, Watched / 2);
            string[] keys = ["benchmark-key", .. await NewKeysAsync(noisy, 3)];
            using var neighbour = new NoisyTenant(address, keys, await AddAccountAsync(noisy, sinkAddress));
            using var stop = new CancellationTokenSource();
            var noise = neighbour.MakeNoiseAsync(stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
            var beside = await MeasureAsync(quiet, account, Watched);
            await stop.CancelAsync();
            await noise.ContinueWith(static _ => { }, TaskScheduler.Default);

            Compare("create a task", alone.Creates, beside.Creates);
            Compare("forecast it", alone.Forecasts, beside.Forecasts);
            Compare($"{Few} messages out", alone.Tens, beside.Tens);
            Print($"failed requests of the quiet tenant                  {beside.Failures, 8:N0}");
            Print(
                $"peak memory of the app, MiB                          {app.PeakBytes / 1024.0 / 1024, 8:N0}; processor time {app.Cpu.TotalSeconds:N0} s"
            );
            Print($"answers to the noisy tenant: {string.Join(" · ", neighbour.Answers)}");
            var isAlive = (await quiet.GetAsync(new Uri("/api/health", UriKind.Relative))).IsSuccessStatusCode;
            Print($"the app {(isAlive ? "lives" : "is GONE")}");
            return isAlive ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static void Compare(string what, List<double> alone, List<double> beside) =>
        Print(
            $"{what, -24} ms: p50 · p99, quiet {At(alone, 50), 8:N1} · {At(alone, 99):N1} ({alone.Count}); beside {At(beside, 50):N1} · {At(beside, 99):N1} ({beside.Count}); ratio {At(beside, 50) / At(alone, 50):F1} · {At(beside, 99) / At(alone, 99):F1}"
        );

    /// <summary>Creates, forecasts and sends again and again, one after another, for so long; in milliseconds, ascending.</summary>
    private static async Task<Measured> MeasureAsync(HttpClient http, string account, TimeSpan duration)
    {
        var measured = new Measured();
        var clock = Stopwatch.StartNew();
        for (var n = 0; clock.Elapsed < duration; n++)
        {
            try
            {
                var id = "";
                measured.Creates.Add(await TimeAsync(async () => id = await StartAsync(http, account, start: false)));
                measured.Forecasts.Add(await TimeAsync(() => http.GetStringAsync(new Uri($"/api/tasks/{id}/forecast", UriKind.Relative))));
                if (n % 10 is 0)
                {
                    measured.Tens.Add(await TimeAsync(() => SendAsync(http, account)));
                }
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TimeoutException)
            {
                measured.Failures++;
            }
        }

        measured.Creates.Sort();
        measured.Forecasts.Sort();
        measured.Tens.Sort();
        return measured;
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double At(List<double> sorted, int percent) =>
        sorted.Count is 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    private static async Task SendAsync(HttpClient http, string account)
    {
        var id = await StartAsync(http, account, start: true);
        await UntilAsync(async () => (string)(await ReadTaskAsync(http, id))["status"]! is "completed", everyMilliseconds: 20, WaitLimit);
    }

    private static async Task<string> StartAsync(HttpClient http, string account, bool start)
    {
        using var answer = await http.PostAsJsonAsync(
            "/api/tasks",
            new
            {
                name = "Quiet",
                channel = "email",
                accounts = new[] { account },
                audience = new { list = string.Join('\n', Enumerable.Range(0, Few).Select(n => $"reader{n}@example.net")) },
                creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." },
                start,
            }
        );
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private static async Task<IReadOnlyList<string>> NewKeysAsync(HttpClient admin, int count)
    {
        List<string> keys = [];
        for (var n = 0; n < count; n++)
        {
            using var answer = await admin.PostAsJsonAsync("/api/api-keys", new { name = $"key {n}", role = "admin" });
            keys.Add((string)(await ReadAsync(answer))["key"]!);
        }

        return keys;
    }

    private static HttpClient Caller(Uri address, string key)
    {
        var http = new HttpClient { Timeout = WaitLimit, BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<HttpClient> NewTenantAsync(Uri address)
    {
        using var platform = Caller(address, PlatformKey);
        using var answer = await platform.PostAsJsonAsync("/api/tenants", new { name = "Quiet" });
        var tenant = await ReadAsync(answer);

        // It is as busy as the app lets it be: the quota of tasks must not end that.
        using var raised = await platform.PatchAsJsonAsync($"/api/tenants/{tenant["id"]}", new { quotas = new { tasks = 1_000_000 } });
        raised.EnsureSuccessStatusCode();
        return Caller(address, (string)tenant["apiKey"]!);
    }

    private sealed class Measured
    {
        public List<double> Creates { get; } = [];

        public List<double> Forecasts { get; } = [];

        public List<double> Tens { get; } = [];

        public int Failures { get; set; }
    }
}
