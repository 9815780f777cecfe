using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// One e-mail task against a loopback sink, standalone on Azurite, next to a bare loop against the same sink. App, Azurite and sink are
/// processes of their own.
/// </summary>
internal static class EndToEnd
{
    private const int Concurrency = 64;

    // Both are measured warm: so many messages first, by the loop and by the app.
    private const int WarmUp = 20_000;

    public static async Task<int> RunAsync(int recipients)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        using var azuriteProcess = Process.GetProcessById(azurite.ProcessId);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(EndToEnd).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture)
        );
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-key");
        await UntilAsync(async () => (await http.GetAsync(sinkAddress)).IsSuccessStatusCode);
        await BareLoop.RunAsync(sinkAddress, WarmUp, Concurrency);
        var (requests, ownCpu) = (Math.Max(50_000, recipients), Environment.CpuUsage.TotalTime);
        var bare = await BareLoop.RunAsync(sinkAddress, requests, Concurrency);
        var bareCost = Environment.CpuUsage.TotalTime - ownCpu;

        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        var app = StartApp(ports[1], azurite.ConnectionString, data.FullName);
        await UntilHealthyAsync(http);
        var account = await AddAccountAsync(http, sinkAddress);
        await SendAsync(http, sinkAddress, account, WarmUp, _ => { });

        var before = await SinkCountAsync(http, sinkAddress);
        var (appCpu, azuriteCpu, sinkCpu) = (app.Cpu, Cpu(azuriteProcess), sink.Cpu);
        var created = TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        var taken = SinkStartsAsync(http, sinkAddress, before, clock);
        await SendAsync(http, sinkAddress, account, recipients, answered => created = answered);
        var elapsed = clock.Elapsed;
        var (appCost, azuriteCost, sinkCost) = (app.Cpu - appCpu, Cpu(azuriteProcess) - azuriteCpu, sink.Cpu - sinkCpu);
        var rate = recipients / elapsed.TotalSeconds;
        Print($"recipients                        {recipients, 12:N0}");
        Print($"bare loop, requests/s             {bare, 12:N0}");
        Print($"task, messages/s                  {rate, 12:N0}   ratio {rate / bare:F3}");
        Print($"POST answered after, ms           {created.TotalMilliseconds, 12:N0}");
        Print($"first request at the sink, ms     {(await taken).TotalMilliseconds, 12:N0}");
        Print($"run closed after, s               {elapsed.TotalSeconds, 12:F2}");
        Print($"CPU s per 1,000: bare loop        {Per1000(bareCost, requests), 12:F3}");
        Print($"CPU s per 1,000: app              {Per1000(appCost, recipients), 12:F3}");
        Print($"CPU s per 1,000: Azurite          {Per1000(azuriteCost, recipients), 12:F3}");
        Print($"CPU s per 1,000: sink             {Per1000(sinkCost, recipients), 12:F3}");
        Print($"peak memory of the app, MiB       {app.PeakBytes / 1048576.0, 12:N0}");
        await app.DisposeAsync();

        // Once more with metrics on, which is not what is timed.
        await using var collector = await OtlpCollector.StartAsync();
        await using var counted = StartApp(ports[1], azurite.ConnectionString, data.FullName, collector.Settings);
        await UntilHealthyAsync(http);
        var calls = await StorageCallsAsync(collector);
        await SendAsync(http, sinkAddress, account, recipients, _ => { });
        Print($"storage calls per message         {(await StorageCallsAsync(collector) - calls) / recipients, 12:F4}");
        data.Delete(recursive: true);
        return 0;
    }

    /// <summary>What the app has counted so far, when what it exports does not grow any more but by its idling.</summary>
    private static async Task<double> StorageCallsAsync(OtlpCollector collector)
    {
        const int OfAnIdleSecond = 20;
        var (calls, before) = (0.0, -OfAnIdleSecond - 1.0);
        await UntilAsync(
            () =>
            {
                (before, calls) = (calls, collector.Total("campaigntasks.storage.request.duration"));
                return Task.FromResult(calls > 0 && calls - before < OfAnIdleSecond);
            },
            everyMilliseconds: 1_000
        );
        return calls;
    }

    private static double Per1000(TimeSpan cost, int messages) => cost.TotalSeconds * 1000 / messages;

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>
    /// Creates a task and waits until it has completed with everything sent. The app is asked only when the sink has seen as many requests:
    /// a task under way is counted anew for whoever asks, which is not what is measured here.
    /// </summary>
    internal static async Task SendAsync(HttpClient http, Uri sink, string account, int recipients, Action<TimeSpan> created)
    {
        var before = await SinkCountAsync(http, sink);
        var list = string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"reader{n}@example.net"));
        var clock = Stopwatch.StartNew();
        object audience = recipients <= TaskDefinition.LargestList ? new { list } : new { audienceId = await UploadAsync(http, list) };
        using var answer = await http.PostAsJsonAsync(
            "/api/tasks",
            new
            {
                name = "Benchmark",
                channel = "email",
                accounts = new[] { account },
                audience,
                creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." },
            }
        );
        var id = (string)(await ReadAsync(answer))["id"]!;
        created(clock.Elapsed);
        await UntilAsync(async () => await SinkCountAsync(http, sink) - before >= recipients, everyMilliseconds: 20);
        JsonNode task = new JsonObject();
        await UntilAsync(
            async () =>
            {
                using var read = await http.GetAsync(new Uri($"/api/tasks/{id}", UriKind.Relative));
                task = await ReadAsync(read);
                return (string)task["status"]! is not ("running" or "scheduled");
            },
            everyMilliseconds: 20
        );
        if ((string)task["status"]! is not "completed" || (int)task["summary"]!["sent"]! != recipients)
        {
            throw new InvalidOperationException($"The task ended otherwise: {task["status"]} {task["summary"]?.ToJsonString()}");
        }
    }

    private static async Task<string> UploadAsync(HttpClient http, string list)
    {
        using var file = new StringContent(list);
        using var answer = await http.PostAsync(new Uri("/api/audiences/import?name=Readers&channel=email", UriKind.Relative), file);
        return (string)(await ReadAsync(answer))["id"]!;
    }

    internal static async Task<long> SinkCountAsync(HttpClient http, Uri sink) =>
        long.Parse((await http.GetStringAsync(sink)).Split(' ')[0], CultureInfo.InvariantCulture);

    private static async Task<TimeSpan> SinkStartsAsync(HttpClient http, Uri sink, long before, Stopwatch clock)
    {
        await UntilAsync(async () => await SinkCountAsync(http, sink) > before);
        return clock.Elapsed;
    }
}
