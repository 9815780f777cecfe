using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// Thousands of scheduled tasks that wait: what they cost in memory, how soon the app is back after <c>kill -9</c>, and how late messages
/// are when many tasks start in the same minute. The same app with no task at all is the baseline.
/// </summary>
internal static class WaitingTasks
{
    private const int AtATime = 32;

    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(int tasks, int dueAtOnce)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var ports = LoopbackPorts.Take(2);
        var sinkAddress = new Uri($"http://127.0.0.1:{ports[0]}/");
        await using var sink = Child.Start(
            typeof(WaitingTasks).Assembly.Location,
            new Dictionary<string, string>(),
            "sink",
            ports[0].ToString(CultureInfo.InvariantCulture),
            "times"
        );
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-key");
        await UntilAsync(async () => (await http.GetAsync(sinkAddress)).IsSuccessStatusCode);
        var data = Directory.CreateTempSubdirectory("campaign-tasks-benchmark-");
        try
        {
            Child Start() => StartApp(ports[1], azurite.ConnectionString, data.FullName);

            string account;
            TimeSpan empty;
            long emptyBytes;
            await using (var app = Start())
            {
                await UntilHealthyAsync(http);
                account = await AddAccountAsync(http, sinkAddress);
            }

            await using (var app = Start())
            {
                (empty, emptyBytes) = await SettleAsync(http, app);
                await CreateAsync(http, account, tasks - dueAtOnce, TimeProvider.System.GetUtcNow().AddDays(30));
            }

            await using var full = Start();
            var (restart, bytes) = await SettleAsync(http, full);
            Print($"tasks waiting                                   {tasks - dueAtOnce, 10:N0}");
            Print($"restart to first 200, ms: no tasks · with them  {empty.TotalMilliseconds, 10:N0} · {restart.TotalMilliseconds:N0}");
            Print($"working set, MiB:         no tasks · with them  {emptyBytes / 1048576.0, 10:N0} · {bytes / 1048576.0:N0}");
            var clock = Stopwatch.StartNew();
            var due = TimeProvider.System.GetUtcNow() + Lead;
            due = new DateTimeOffset(due.UtcTicks - (due.UtcTicks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
            await CreateAsync(http, account, dueAtOnce, due);
            var created = clock.Elapsed;
            Print($"tasks created /s over HTTP                      {dueAtOnce / created.TotalSeconds, 10:N0}");
            var late = await LatenessAsync(http, sinkAddress, due, dueAtOnce);
            Print($"due in the same minute                          {dueAtOnce, 10:N0}");
            Print(
                $"message late, ms: p50 · p99 · most              {late[late.Count / 2], 10:N0} · {late[late.Count * 99 / 100]:N0} · {late[^1]:N0}"
            );
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>The time from the process' start to its first good answer, and its memory when it has looked at everything.</summary>
    private static async Task<(TimeSpan Up, long Bytes)> SettleAsync(HttpClient http, Child app)
    {
        var clock = Stopwatch.StartNew();
        await UntilHealthyAsync(http);
        var up = clock.Elapsed;

        // When it does nothing any more, everything due at start has been done.
        var cpu = app.Cpu;
        await UntilAsync(
            () =>
            {
                var (before, now) = (cpu, app.Cpu);
                cpu = now;
                return Task.FromResult(now - before < TimeSpan.FromMilliseconds(100));
            },
            everyMilliseconds: 2_000
        );
        return (up, app.Bytes);
    }

    private static async Task CreateAsync(HttpClient http, string account, int tasks, DateTimeOffset startAt)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tasks),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (n, cancellationToken) =>
            {
                using var answer = await http.PostAsJsonAsync(
                    "/api/tasks",
                    new
                    {
                        name = $"Waiting {n}",
                        channel = "email",
                        accounts = new[] { account },
                        audience = new { list = $"reader{n}@example.net" },
                        creative = new { subject = "Hello", text = "It is here." },
                        schedule = new { startAt },
                    },
                    cancellationToken
                );
                await ReadAsync(answer);
            }
        );
    }

    /// <summary>By how many milliseconds each message came late, ascending.</summary>
    private static async Task<List<long>> LatenessAsync(HttpClient http, Uri sink, DateTimeOffset due, int messages)
    {
        List<long> late = [];
        await UntilAsync(
            async () =>
            {
                var times = (await http.GetStringAsync(new Uri(sink, "times"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                late = [.. times.Select(time => long.Parse(time, CultureInfo.InvariantCulture) - due.ToUnixTimeMilliseconds()).Order()];
                return late.Count >= messages;
            },
            everyMilliseconds: 1_000
        );
        return late;
    }
}
