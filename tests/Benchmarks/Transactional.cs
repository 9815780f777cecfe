using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// Single messages through the real app: how soon after its POST one is at the provider, and how many a second are there when many callers
/// post at once.
/// </summary>
internal static class Transactional
{
    private const int WarmUp = 500;
    private const int OneByOne = 200;
    private const int Callers = 64;

    public static async Task<int> RunAsync(int messages)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(Transactional).Assembly.Location,
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
        await PostAsync(http, account, WarmUp, hasKeys: false);

        var times = new List<double>();
        for (var n = 0; n < OneByOne; n++)
        {
            times.Add(await TimeAsync(http, sinkAddress, account));
        }

        times.Sort();
        Print($"POST to request, ms: p50 · p95 · most  {times[OneByOne / 2]:N0} · {times[OneByOne * 95 / 100]:N0} · {times[^1]:N0}");
        await MeasureAsync(http, sinkAddress, account, messages, hasKeys: false);
        await MeasureAsync(http, sinkAddress, account, messages, hasKeys: true);
        data.Delete(recursive: true);
        return 0;
    }

    private static async Task<double> TimeAsync(HttpClient http, Uri sink, string account)
    {
        var before = await EndToEnd.SinkCountAsync(http, sink);
        var clock = Stopwatch.StartNew();
        await PostAsync(http, account, number: -1, key: null);
        await UntilAsync(async () => await EndToEnd.SinkCountAsync(http, sink) > before, everyMilliseconds: 1);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task MeasureAsync(HttpClient http, Uri sink, string account, int messages, bool hasKeys)
    {
        var before = await EndToEnd.SinkCountAsync(http, sink);
        var clock = Stopwatch.StartNew();
        var answers = await PostAsync(http, account, messages, hasKeys);
        var posted = clock.Elapsed;
        await UntilAsync(async () => await EndToEnd.SinkCountAsync(http, sink) >= before + messages);
        var sent = clock.Elapsed;
        answers.Sort();
        Print(
            $"{(hasKeys ? "with" : "without")} keys: {messages / posted.TotalSeconds:N0} posted/s, {messages / sent.TotalSeconds:N0} sent/s; answer, ms: p50 · p95  {answers[messages / 2]:N0} · {answers[messages * 95 / 100]:N0}"
        );
    }

    private static async Task<List<double>> PostAsync(HttpClient http, string account, int messages, bool hasKeys)
    {
        var next = -1;
        var answers = new List<double>[Callers];
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(async caller =>
                {
                    answers[caller] = [];
                    for (var n = Interlocked.Increment(ref next); n < messages; n = Interlocked.Increment(ref next))
                    {
                        var began = Stopwatch.GetTimestamp();
                        await PostAsync(http, account, n, hasKeys ? Guid.NewGuid().ToString() : null);
                        answers[caller].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    }
                })
        );
        return [.. answers.SelectMany(one => one)];
    }

    private static async Task PostAsync(HttpClient http, string account, int number, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = JsonContent.Create(
                new
                {
                    channel = "email",
                    to = string.Create(CultureInfo.InvariantCulture, $"reader{number + 1}@example.net"),
                    account,
                    purpose = "transactional",
                    creative = new { subject = "Your order {{ data.order }}", text = "Thank you for order {{ data.order }}." },
                    data = new { order = number },
                }
            ),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await http.SendAsync(request);
        await ReadAsync(answer);
    }
}
