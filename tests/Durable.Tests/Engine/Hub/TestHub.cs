using CampaignTasks.Durable.Engine.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>One start of a hub over a storage and a clock that outlive it.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ServiceProvider _services;
    private readonly IHubStore _store;
    private readonly FakeTime _time;
    private readonly Machine _machine;
    private readonly HubWorker _worker;

    public TestHub(IHubStore store, FakeTime time, Samples samples, Machine? machine = null, Action<DurableHubOptions>? configure = null)
    {
        _store = store;
        _time = time;
        _machine = machine ?? new();
        var services = new ServiceCollection()
            .AddDurable(samples.Register)
            .AddSingleton(store)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<OwnerIdentity>(_machine.NewProcess())
            .AddDurableHub(options =>
            {
                // The clock of these tests runs far faster than the machine; only tests of the lease want it to run out.
                options.LeaseDuration = TimeSpan.FromDays(1);
                configure?.Invoke(options);
            });
        _services = services.BuildServiceProvider();
        _worker = _services.GetRequiredService<HubWorker>();
        Client = _services.GetRequiredService<DurableTaskClient>();
    }

    public DurableTaskClient Client { get; }

    public HubHealth Health => _worker.Current;

    public HubRuntime? Owner => _worker.Owner;

    public Task StartAsync() => _worker.StartAsync(CancellationToken.None);

    public async Task<TestHub> StartedAsync()
    {
        await StartAsync();
        await UntilAsync(() => Owner is not null);
        return this;
    }

    public Task StopAsync() => _worker.StopAsync(CancellationToken.None);

    /// <summary>The process dies: nothing is told to anybody.</summary>
    public async Task KillAsync()
    {
        _machine.Kill(_services.GetRequiredService<OwnerIdentity>());
        await _worker.KillAsync();
    }

    public Task<string> ScheduleAsync(string name, string input, string? id = null, DateTimeOffset? startAt = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new(id, startAt), CancellationToken.None);

    /// <summary>The finished instance; the clock runs meanwhile.</summary>
    public async Task<OrchestrationMetadata> FinishedAsync(string instanceId)
    {
        OrchestrationMetadata? found = null;
        await UntilAsync(async () => (found = await Client.GetInstanceAsync(instanceId, true, CancellationToken.None)) is { IsCompleted: true });
        return found!;
    }

    public async Task<string?> OutputAsync(string instanceId) => (await FinishedAsync(instanceId)).ReadOutputAs<string>();

    /// <summary>Runs the clock until so many instances rest in storage, each waiting for its timer.</summary>
    public Task UntilWaitingAsync(int instances) => UntilAsync(async () => await WaitingAsync() == instances);

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <summary>Runs the clock until something holds; fails when it does not within half a minute of real time.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The condition did not come to hold.");
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Turns.PassAsync();
        }
    }

    private async Task<int> WaitingAsync()
    {
        var (waiting, continuation) = (0, (string?)null);
        do
        {
            var page = await _store.ScanAsync(dueBefore: null, continuation, CancellationToken.None);
            waiting += page.Instances.Count(instance => instance is { Busy: false, NextDue: not null });
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _services.DisposeAsync();
    }

    /// <summary>Lets other work of this process run.</summary>
    private static class Turns
    {
        public static async Task PassAsync()
        {
            for (var i = 0; i < 20; i++) await Task.Yield();
            await Task.Run(static () => { });
        }
    }
}

/// <summary>A machine whose processes are only names, and die when told.</summary>
internal sealed class Machine
{
    private readonly HashSet<int> _alive = [];
    private int _last;

    public OwnerIdentity NewProcess()
    {
        lock (_alive)
        {
            _alive.Add(++_last);
            return new Process(this, _last);
        }
    }

    public void Kill(OwnerIdentity process)
    {
        lock (_alive) _alive.Remove(process.ProcessId);
    }

    private sealed record Process(Machine On, int Id) : OwnerIdentity("machine", Id, "start")
    {
        public override bool IsGone(HubLease lease)
        {
            lock (On._alive) return lease.Machine == Machine && !On._alive.Contains(lease.ProcessId);
        }
    }
}
