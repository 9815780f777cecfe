using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// The app is ended by <c>kill -9</c> again and again while one task leaves, each time after a random number of messages: nobody may be
/// left out, nobody written to twice under another key; and how soon after each start the first new message leaves.
/// </summary>
internal static class Kills
{
    /// <returns>0 when every message left once, repeats with the same key aside; else 1.</returns>
    public static async Task<int> RunAsync(int recipients, int kills, int seed)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(Kills).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture),
            "keys"
        );
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-key");
        await UntilAsync(async () => (await http.GetAsync(sinkAddress)).IsSuccessStatusCode);
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        var app = StartApp(ports[1], azurite.ConnectionString, data.FullName);
        try
        {
            await UntilHealthyAsync(http);
            var task = await StartAsync(http, await AddAccountAsync(http, sinkAddress), recipients);
            Print($"seed {seed}: {recipients:N0} messages, {kills} kills");
            var random = new Random(seed);
            List<double> back = [];
            for (var kill = 0; kill < kills; kill++)
            {
                // On average nine tenths of the messages leave before the last kill.
                var left = (await SinkAsync(http, sinkAddress)).Requests + random.Next(1, 1 + (2 * recipients * 9 / 10 / kills));
                await UntilAsync(async () => (await SinkAsync(http, sinkAddress)).Requests >= left || await IsOverAsync(http, task));
                await app.DisposeAsync();
                left = (await SinkAsync(http, sinkAddress)).Requests;
                var clock = Stopwatch.StartNew();
                app = StartApp(ports[1], azurite.ConnectionString, data.FullName);
                await UntilAsync(async () => (await SinkAsync(http, sinkAddress)).Requests > left || await IsOverAsync(http, task));
                back.Add(clock.Elapsed.TotalMilliseconds);
            }

            await UntilAsync(() => IsOverAsync(http, task), everyMilliseconds: 200);
            var end = await ReadTaskAsync(http, task);
            var (requests, keys, people) = await SinkAsync(http, sinkAddress);
            back.Sort();
            Print(
                $"start to first new message, ms: p50 · p99 · most  {back[back.Count / 2], 8:N0} · {back[back.Count * 99 / 100]:N0} · {back[^1]:N0}"
            );
            Print($"people written to · keys used · requests          {people, 8:N0} · {keys:N0} · {requests:N0}");
            Print($"the task says                                     {end["status"]}, {end["summary"]!.ToJsonString()}");
            var isWhole = people == recipients && keys == recipients && (int)end["summary"]!["sent"]! == recipients;
            Print($"{(isWhole ? "nobody lost, nobody doubled; repeats carried the same key" : "WRONG: see the counts")}");
            return isWhole ? 0 : 1;
        }
        finally
        {
            await app.DisposeAsync();
            data.Delete(recursive: true);
        }
    }

    private static async Task<string> StartAsync(HttpClient http, string account, int recipients)
    {
        using var answer = await http.PostAsJsonAsync(
            "/api/tasks",
            new
            {
                name = "Killed",
                channel = "email",
                accounts = new[] { account },
                audience = new { list = string.Join('\n', Enumerable.Range(0, recipients).Select(n => $"reader{n}@example.net")) },
                creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}, it is here." },
            }
        );
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private static async Task<bool> IsOverAsync(HttpClient http, string task) =>
        (string)(await ReadTaskAsync(http, task))["status"]! is not ("running" or "scheduled");

    private static async Task<(long Requests, long Keys, long People)> SinkAsync(HttpClient http, Uri sink)
    {
        var counts = (await http.GetStringAsync(sink))
            .Split(' ')
            .Select(count => long.Parse(count, CultureInfo.InvariantCulture))
            .ToArray();
        return (counts[0], counts[1], counts[2]);
    }
}
