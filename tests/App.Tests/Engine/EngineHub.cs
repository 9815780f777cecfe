using CampaignTasks.App.Engine;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>A hub and the hosts that share its work, each as a process of its own would.</summary>
internal sealed class EngineHub(StorageAccount account, string name) : IAsyncDisposable
{
    /// <summary>Longer than any test should take, shorter than anybody's timeout.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private readonly string _slots = Directory.CreateTempSubdirectory("campaign-tasks-slots-").FullName;
    private readonly List<EngineHost> _hosts = [];
    private int _ids;

    /// <summary>The client of a host that runs.</summary>
    public DurableTaskClient Client => _hosts.First(host => !host.HasStopped).Client;

    /// <summary>Starts one more host.</summary>
    /// <param name="register">Names its orchestrators and activities.</param>
    /// <param name="activities">How many of them it runs at the same time.</param>
    public async Task<EngineHost> StartHostAsync(Action<DurableTaskRegistry> register, int activities = 16)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<AppOptions>(options => options.HubName = name);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(account).AddEngine(register);
        builder.Services.Configure<EngineOptions>(options => options.Activities = activities);
        builder.Services.AddSingleton(_ => new WorkerSlot(_slots, name));
        var host = new EngineHost(builder.Build());
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    /// <summary>An id that no other instance of the hub has.</summary>
    public string NewId() => $"instance-{Interlocked.Increment(ref _ids)}";

    /// <returns>The new instance's id.</returns>
    public Task<string> ScheduleAsync(string orchestrator, object? input = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);

    /// <summary>Starts an orchestration and waits for its end, as long as the timeout allows.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, TimeSpan? timeout = null) =>
        await EndAsync(await ScheduleAsync(orchestrator, input), timeout);

    /// <summary>Waits for an instance's end, as long as the timeout allows.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string id, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? WaitLimit);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>Waits for an instance to be in a status.</summary>
    public Task StatusAsync(string id, OrchestrationRuntimeStatus status) =>
        Eventually.HoldsAsync(async () => (await Client.GetInstanceAsync(id))?.RuntimeStatus == status, WaitLimit);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
        Directory.Delete(_slots, recursive: true);
    }
}
