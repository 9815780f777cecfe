using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Azure;
using Microsoft.DurableTask;
using CampaignTasks.Storage.Development;
using CampaignTasks.Storage.Hub;
using CampaignTasks.Storage.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// The embedded hub on Azurite: turns and activities per second next to bare writes of one row; then very many instances that wait for a timer: what they
/// cost in memory and at a restart, and how late those are that wake at the same time.
/// </summary>
internal static class Hub
{
    private const int Sequences = 64;
    private const int CallsEach = 25;
    private const int AtOnce = 8;

    private static readonly TimeSpan WakesWithin = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentBag<TimeSpan> Late = [];

    public static async Task<int> RunAsync(int waiting, int due)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var tables = new TableServiceClient(azurite.Account, new TableClientOptions());
        var store = new TableHubStore(tables, "Bench");
        await store.InitializeAsync(CancellationToken.None);
        var writes = await BareWritesAsync(tables);
        TimeSpan empty;
        await using (var hub = await RunningHub.StartAsync(store))
        {
            await hub.FinishAsync(Sequences / 8);
            var clock = Stopwatch.StartNew();
            await hub.FinishAsync(Sequences);
            var calls = Sequences * CallsEach / clock.Elapsed.TotalSeconds;
            Print($"bare writes of a row /s                        {writes,10:N0}");
            Print($"activities /s, each with the turn after it     {calls,10:N0}   ratio {calls / writes:F2}");
        }

        await using (var hub = await RunningHub.StartAsync(store))
        {
            empty = hub.Up;
            var before = Memory();
            var clock = Stopwatch.StartNew();
            await hub.WaitAsync(waiting - due, _ => TimeSpan.FromDays(30));
            Print($"instances that wait                            {waiting,10:N0}   started at {waiting / clock.Elapsed.TotalSeconds:N0} /s");
            Print($"memory in use, MiB: before · with them         {before,10:N0} · {Memory():N0}");
        }

        await using var full = await RunningHub.StartAsync(store);
        Print($"restart to the first instance done, ms: before · with them {empty.TotalMilliseconds,8:N0} · {full.Up.TotalMilliseconds:N0}");
        var lead = TimeSpan.FromSeconds(10 + (due / 100));
        await full.WaitAsync(due, n => lead + (WakesWithin * n / due));
        await UntilAsync(() => Task.FromResult(Late.Count >= due), everyMilliseconds: 100);
        var late = Late.Order().ToList();
        Print($"wake within {WakesWithin.TotalSeconds} s                               {due,10:N0}");
        Print($"late, ms: p50 · p99 · most                     {late[late.Count / 2].TotalMilliseconds,10:N0} · {late[late.Count * 99 / 100].TotalMilliseconds:N0} · {late[^1].TotalMilliseconds:N0}");
        return 0;
    }

    private static double Memory() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;

    private static async Task<double> BareWritesAsync(TableServiceClient tables)
    {
        const int Writes = 4_000;
        var table = tables.GetTableClient("Bare");
        await table.CreateIfNotExistsAsync(CancellationToken.None);
        async Task WriteAsync(int from, int to) => await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, cancellationToken) =>
                await table.UpsertEntityAsync(
                    new TableEntity((n % Sequences).ToString(CultureInfo.InvariantCulture), "s") { ["Text"] = new string('x', 500) }, TableUpdateMode.Merge, cancellationToken));
        await WriteAsync(0, 500);
        var clock = Stopwatch.StartNew();
        await WriteAsync(500, 500 + Writes);
        return Writes / clock.Elapsed.TotalSeconds;
    }

    /// <summary>A hub with its own services, and how long it took from its start until an instance had run.</summary>
    private sealed class RunningHub : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly DurableTaskClient _client;

        private RunningHub(ServiceProvider services) => (_services, _client) = (services, services.GetRequiredService<DurableTaskClient>());

        public TimeSpan Up { get; private set; }

        public static async Task<RunningHub> StartAsync(IHubStore store)
        {
            var services = new ServiceCollection()
                .AddDurable(registry => registry
                    .AddOrchestrator("Sequence", _ => new Sequence())
                    .AddOrchestrator("Waiting", _ => new Waiting())
                    .AddActivity("Work", _ => new Work()))
                .AddSingleton(store)
                .AddDurableHub();
            var hub = new RunningHub(services.BuildServiceProvider());
            var clock = Stopwatch.StartNew();
            foreach (var part in hub._services.GetServices<IHostedService>())
            {
                await part.StartAsync(CancellationToken.None);
            }

            await hub.FinishAsync(1);
            hub.Up = clock.Elapsed;
            return hub;
        }

        public Task FinishAsync(int sequences) => Task.WhenAll(Enumerable.Range(0, sequences).Select(async _ =>
        {
            var id = await _client.ScheduleNewOrchestrationInstanceAsync("Sequence", "work", CancellationToken.None);
            await _client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: false, CancellationToken.None);
        }));

        /// <summary>Starts so many that wait, and comes back when all have begun to.</summary>
        public async Task WaitAsync(int instances, Func<int, TimeSpan> until)
        {
            var now = TimeProvider.System.GetUtcNow();
            await Parallel.ForEachAsync(Enumerable.Range(0, instances), new ParallelOptions { MaxDegreeOfParallelism = 2 * AtOnce }, async (n, cancellationToken) =>
            {
                var at = (now + until(n)).ToString("O", CultureInfo.InvariantCulture);
                var id = await _client.ScheduleNewOrchestrationInstanceAsync("Waiting", at, cancellationToken);
                await _client.WaitForInstanceStartAsync(id, getInputsAndOutputs: false, cancellationToken);
            });
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var part in _services.GetServices<IHostedService>())
            {
                await part.StopAsync(CancellationToken.None);
            }

            await _services.DisposeAsync();
        }
    }

    private sealed class Sequence : TaskOrchestrator<string, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
        {
            for (var call = 0; call < CallsEach; call++)
            {
                input = await context.CallActivityAsync<string>("Work", input);
            }

            return input;
        }
    }

    private sealed class Waiting : TaskOrchestrator<string, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
        {
            var at = DateTime.Parse(input, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            await context.CreateTimer(at, CancellationToken.None);
            Late.Add(TimeProvider.System.GetUtcNow().UtcDateTime - at);
            return input;
        }
    }

    private sealed class Work : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult(input);
    }
}
