using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// What others notice while one tenant's hundred thousand leave: how long fifty callers wait for a task to be created, and how soon another
/// tenant's ten messages are out; and how soon they are out beside a thousand paced tasks of the one tenant. The same questions to the idle
/// app are the baseline.
/// </summary>
internal static class Busy
{
    private const int Callers = 50;
    private const int Requests = 500;
    private const int Few = 10;
    private const int Paced = 100;

    // A thousand starts at once would be a queue of their own.
    private const int StartsPerSecond = 16;
    private const int AskedAtATime = 8;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(int recipients, int tasks)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(Busy).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture)
        );
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
            Print($"create a task, {Callers} at a time, ms: p50 · p99, idle          {At(idleCalls, 50), 8:N0} · {At(idleCalls, 99):N0}");
            Print(
                $"the same while {recipients:N0} leave                      {At(busyCalls, 50), 8:N0} · {At(busyCalls, 99):N0}   ratio {At(busyCalls, 50) / At(idleCalls, 50):F1} · {At(busyCalls, 99) / At(idleCalls, 99):F1}"
            );
            Print(
                $"another tenant's {Few} messages out after, ms: idle · busy  {idleTen.TotalMilliseconds, 8:N0} · {busyTen.TotalMilliseconds:N0}"
            );
            await UntilAsync(async () => (string)(await ReadTaskAsync(large, run))["status"]! is "completed", everyMilliseconds: 500);
            await BesideManyTasksAsync(large, many, small, few, tasks);
            Print($"the {recipients:N0} were {(isUnderWay ? "under way all the time" : "DONE before the last call: take more")}");
            return isUnderWay ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Ten messages of one tenant again and again, while the other has a crowd of paced tasks; and whether all of these go on. Ends after a
    /// set time.
    /// </summary>
    private static async Task BesideManyTasksAsync(HttpClient large, string many, HttpClient small, string few, int tasks)
    {
        var clock = Stopwatch.StartNew();
        var ids = new string[tasks];
        var starting = Parallel.ForEachAsync(
            Enumerable.Range(0, tasks),
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtATime },
            async (n, cancellationToken) =>
            {
                var due = TimeSpan.FromSeconds((double)n / StartsPerSecond) - clock.Elapsed;
                await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, TimeProvider.System, cancellationToken);
                ids[n] = await StartAsync(large, many, Paced, pause: "PT3S");
            }
        );
        var meanwhile = await TensAsync(small, few, () => starting.IsCompleted);
        await starting;
        var started = clock.Elapsed;
        var beside = await TensAsync(small, few, () => clock.Elapsed > started + Watched);
        var sent = new int[tasks];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tasks),
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtATime },
            async (n, _) => sent[n] = (int)(await ReadTaskAsync(large, ids[n]))["summary"]!["sent"]!
        );
        Print($"{tasks:N0} paced tasks started in, s                           {started.TotalSeconds, 8:N0}");
        Print($"ten messages out meanwhile, ms: p50 · most ({meanwhile.Count} times)     {At(meanwhile, 50), 8:N0} · {meanwhile[^1]:N0}");
        Print($"ten messages out beside them, ms: p50 · most ({beside.Count} times)   {At(beside, 50), 8:N0} · {beside[^1]:N0}");
        Print(
            $"of the paced tasks have sent something after {(clock.Elapsed - started).TotalMinutes:N0} min        {sent.Count(count => count > 0), 8:N0}; least · mean · most {sent.Min():N0} · {sent.Average():N0} · {sent.Max():N0}"
        );
    }

    /// <summary>How long ten messages took, in milliseconds, ascending; one that was waited for in vain counts as long as that.</summary>
    private static async Task<List<double>> TensAsync(HttpClient http, string account, Func<bool> isOver)
    {
        List<double> took = [];
        do
        {
            try
            {
                took.Add((await SendAsync(http, account, everyMilliseconds: 100)).TotalMilliseconds);
            }
            catch (TimeoutException)
            {
                took.Add(WaitLimit.TotalMilliseconds);
            }

            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        } while (!isOver());
        took.Sort();
        return took;
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
        await Parallel.ForEachAsync(
            Enumerable.Range(0, requests),
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (n, cancellationToken) =>
            {
                var clock = Stopwatch.StartNew();
                using var answer = await http.PostAsJsonAsync("/api/tasks", Definition(account, Few, start: false), cancellationToken);
                await ReadAsync(answer);
                took[n] = clock.Elapsed.TotalMilliseconds;
            }
        );
        return [.. took.Order()];
    }

    private static async Task<TimeSpan> SendAsync(HttpClient http, string account, int everyMilliseconds = 10)
    {
        var clock = Stopwatch.StartNew();
        var id = await StartAsync(http, account, Few);
        await UntilAsync(async () => (string)(await ReadTaskAsync(http, id))["status"]! is "completed", everyMilliseconds, WaitLimit);
        return clock.Elapsed;
    }

    private static async Task<string> StartAsync(HttpClient http, string account, int recipients, string? pause = null)
    {
        using var answer = await http.PostAsJsonAsync("/api/tasks", Definition(account, recipients, start: true, pause));
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private static object Definition(string account, int recipients, bool start, string? pause = null) =>
        new
        {
            name = "Busy",
            channel = "email",
            accounts = new[] { account },
            audience = new { list = string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"reader{n}@example.net")) },
            creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." },
            start,
            pacing = new { pauseBetweenMessages = pause },
        };
}
