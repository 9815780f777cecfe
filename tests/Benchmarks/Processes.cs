using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// One e-mail task by one process, then by two that share the hub, on the same Azurite and to the same sink, which counts each message's
/// key.
/// </summary>
internal static class Processes
{
    private const int WarmUp = 20_000;

    public static async Task<int> RunAsync(int recipients)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(3);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(Processes).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture),
            "keys"
        );
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        using var http = Caller(ports[1]);
        using var there = Caller(ports[2]);
        await UntilAsync(async () => (await http.GetAsync(sinkAddress)).IsSuccessStatusCode);
        await using var first = StartApp(ports[1], azurite.ConnectionString, data.FullName);
        await UntilHealthyAsync(http);
        var account = await AddAccountAsync(http, sinkAddress);
        await EndToEnd.SendAsync(http, sinkAddress, account, WarmUp, _ => { });
        var alone = await TimeAsync(http, sinkAddress, account, recipients);

        await using var second = StartApp(ports[2], azurite.ConnectionString, data.FullName);
        await UntilHealthyAsync(there);
        await EndToEnd.SendAsync(there, sinkAddress, account, WarmUp, _ => { });
        var (cpuOfFirst, cpuOfSecond) = (first.Cpu, second.Cpu);
        var shared = await TimeAsync(http, sinkAddress, account, recipients);
        var (costOfFirst, costOfSecond) = (first.Cpu - cpuOfFirst, second.Cpu - cpuOfSecond);

        var counts = (await http.GetStringAsync(sinkAddress))
            .Split(' ')
            .Select(count => long.Parse(count, CultureInfo.InvariantCulture))
            .ToArray();
        Print($"one process, messages/s           {recipients / alone.TotalSeconds, 12:N0}");
        Print($"two processes, messages/s         {recipients / shared.TotalSeconds, 12:N0}   ratio {alone / shared:F2}");
        Print($"processor time of the two, s      {costOfFirst.TotalSeconds, 12:F1} · {costOfSecond.TotalSeconds:F1}");
        Print($"requests · keys at the sink       {counts[0], 12:N0} · {counts[1]:N0}");
        data.Delete(recursive: true);
        return counts[0] == counts[1] ? 0 : 1;
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient http, Uri sink, string account, int recipients)
    {
        var clock = Stopwatch.StartNew();
        await EndToEnd.SendAsync(http, sink, account, recipients, _ => { });
        return clock.Elapsed;
    }

    private static HttpClient Caller(int port)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-key");
        return http;
    }
}
