using CampaignTasks.Durable;
using CampaignTasks.Storage.Hub;
using CampaignTasks.Storage.Tables;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Storage.Tests.Hub;

/// <summary>The hub on real tables, with the real clock.</summary>
[Collection(AzuriteTests.Name)]
public sealed class HubOnTablesTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Orchestrations_OnTables_RunStepAfterStep()
    {
        await using var hub = await StartAsync(azurite.NewName("Hub1"));
        using var late = new CancellationTokenSource(Patience);

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => hub.Client.ScheduleNewOrchestrationInstanceAsync("Loop", "25", new($"loop{i}"), late.Token)));
        var done = await Task.WhenAll(ids.Select(id => hub.Client.WaitForInstanceCompletionAsync(id, true, late.Token)));

        Assert.All(done, instance => Assert.Equal("25", instance.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Owner_WhoseLeaseWasTaken_CannotCommitAnyMore()
    {
        // Two hubs in one process are two owners on one live machine: the second may take over only because the first one's lease is released under it,
        // which the first does not know. That is a stalled owner at its worst: it believes, and it writes.
        var name = azurite.NewName("Hub2");
        var store = new TableHubStore(new(azurite.Account), name);
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var old = await StartAsync(name, gate.Task);
        using var late = new CancellationTokenSource(Patience);
        var id = await old.Client.ScheduleNewOrchestrationInstanceAsync("Gate", "x", new("gated"), late.Token);
        await Eventually.HoldsAsync(() => old.Runs == 1);
        var lease = await store.ReadLeaseAsync(late.Token);
        Assert.NotNull(await store.TryWriteLeaseAsync(lease! with { Released = true }, late.Token));

        await using var next = await StartAsync(name, Task.FromResult("new"));
        Assert.Equal("new", (await next.Client.WaitForInstanceCompletionAsync(id, true, late.Token)).ReadOutputAs<string>());
        var version = (await store.ReadInstanceAsync(id, late.Token))!.Version;
        gate.SetResult("old");
        await Eventually.HoldsAsync(() => old.Health.Role is not HubRole.Owner);

        var state = await store.ReadInstanceAsync(id, late.Token);
        Assert.Equal((version, 2), (state!.Version, state.Epoch));
    }

    private static async Task<RunningHub> StartAsync(string name, TableServiceClient tables, Task<string> gate)
    {
        var hub = new RunningHub(name, tables, gate);
        await hub.StartAsync();
        return hub;
    }

    private Task<RunningHub> StartAsync(string name, Task<string>? gate = null) =>
        StartAsync(name, new(azurite.Account), gate ?? Task.FromResult(string.Empty));

    private sealed class RunningHub : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly IHostedService _worker;
        private int _runs;

        public RunningHub(string name, TableServiceClient tables, Task<string> gate)
        {
            _services = new ServiceCollection()
                .AddSingleton(tables)
                .AddTableHubStore()
                .AddDurableHub(options => (options.HubName, options.PollInterval) = (name, TimeSpan.FromMilliseconds(100)))
                .AddDurable(registry => Register(registry, gate))
                .BuildServiceProvider();
            _worker = _services.GetRequiredService<IHostedService>();
        }

        public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

        public HubHealth Health => _services.GetRequiredService<IHubHealth>().Current;

        public int Runs => Volatile.Read(ref _runs);

        public async Task StartAsync()
        {
            await _worker.StartAsync(CancellationToken.None);
            await Eventually.HoldsAsync(() => Health.Role is HubRole.Owner);
        }

        public async ValueTask DisposeAsync()
        {
            await _worker.StopAsync(CancellationToken.None);
            await _services.DisposeAsync();
        }

        private void Register(DurableTaskRegistry registry, Task<string> gate)
        {
            registry.AddOrchestrator("Loop", _ => new Loop());
            registry.AddOrchestrator("Gate", _ => new GateCaller());
            registry.AddActivity("Echo", _ => new Activity(Task.FromResult));
            registry.AddActivity("Gate", _ => new Activity(input =>
            {
                Interlocked.Increment(ref _runs);
                return gate;
            }));
        }
    }

    private sealed class Loop : TaskOrchestrator<string, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
        {
            var count = 0;
            while (count < int.Parse(input)) count = int.Parse(await context.CallActivityAsync<string>("Echo", (count + 1).ToString()));
            return count.ToString();
        }
    }

    private sealed class GateCaller : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => context.CallActivityAsync<string>("Gate", input);
    }

    private sealed class Activity(Func<string, Task<string>> run) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => run(input);
    }
}
