using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CampaignTasks.Worker.Tests.Host.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>
/// A Functions host for one app: it starts the worker and calls it as the genuine one does, over gRPC and HTTP. What triggers
/// orchestrators, activities and queue functions are the genuine extensions in the genuine WebJobs host; HTTP and timers come from the
/// tests.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    // Dates stay the text they are.
    private static readonly JsonSerializerSettings Plain = new() { DateParseHandling = DateParseHandling.None };

    private readonly ConcurrentQueue<string> _log = [];
    private readonly List<IAsyncDisposable> _parts = [];
    private Workers _workers = null!;
    private IJobHost _jobs = null!;

    /// <summary>Where requests from outside go.</summary>
    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<WorkerFunction> Functions { get; private set; } = [];

    /// <summary>How often a worker was started.</summary>
    public int WorkerStarts => _workers.Starts;

    /// <summary>When the latest was, as a timestamp.</summary>
    public long LastWorkerStart => _workers.LastStart;

    /// <summary>Hears of each call as soon as it has left for the worker.</summary>
    public Action<string>? Called { get; set; }

    /// <summary>What host and worker said.</summary>
    public string Log => string.Join('\n', _log);

    /// <param name="folder">The app: a folder that holds the worker and its host.json.</param>
    /// <param name="settings">The app's settings, which host and worker have in their environment.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<FunctionsHost> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellationToken
    )
    {
        var host = new FunctionsHost();
        try
        {
            await host.RunAsync(folder, settings, cancellationToken);
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not start: {e.Message}\n{host.Log}", e);
        }
    }

    /// <summary>Calls a timer function now.</summary>
    public Task TickAsync(string function, string timer, CancellationToken cancellationToken) =>
        _jobs.CallAsync(function, new Dictionary<string, object> { ["trigger"] = timer }, cancellationToken);

    /// <summary>Ends the worker with SIGKILL.</summary>
    /// <returns>When the next one is ready.</returns>
    public Task KillWorkerAsync(CancellationToken cancellationToken) => _workers.KillAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        for (var last = _parts.Count - 1; last >= 0; last--)
        {
            await _parts[last].DisposeAsync();
        }
    }

    private async Task RunAsync(string folder, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var channels = new WorkerChannels();
        var rpc = await ListenAsync(channels);
        _parts.Add(rpc);
        var environment = new Dictionary<string, string?>(settings)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = folder,
        };
        _workers = new Workers(channels, Path.Combine(folder, AssemblyOf(folder)), AddressOf(rpc), environment, Note);
        _parts.Add(_workers);
        _workers.Start();
        Functions = (await _workers.ReadyAsync(cancellationToken)).Functions;
        Note($"{Functions.Count} functions are loaded.");

        var hostJson = Path.Combine(folder, "host.json");
        var front = await HttpFront.StartAsync(
            Functions,
            hostJson,
            (function, invocation) => _jobs.CallAsync(function, new Dictionary<string, object> { ["trigger"] = invocation }),
            async cancellation => new Uri((await _workers.ReadyAsync(cancellation)).Capabilities["HttpUri"])
        );
        _parts.Add(front);
        Address = front.Address;
        var jobs = JobHosts.Build(hostJson, new JobFunctions(Functions, CallAsync), environment, Address, Note);
        _jobs = jobs.Services.GetRequiredService<IJobHost>();
        await jobs.StartAsync(cancellationToken);
        _parts.Add(new Stopped(jobs));
    }

    private void Note(string line) => _log.Enqueue($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {line}");

    private static async Task<WebApplication> ListenAsync(WorkerChannels channels)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(channels).AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        await app.StartAsync();
        return app;
    }

    // Where the Functions host looks, too.
    private static string AssemblyOf(string folder)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "worker.config.json")));
        return config.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()!;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private async Task<object?> CallAsync(
        string function,
        string? trigger,
        string? client,
        string? instance,
        CancellationToken cancellationToken
    )
    {
        var isHttp = Functions.Single(one => one.Name == function).Trigger.Is("httpTrigger");
        var answer = await _workers.InvokeAsync(
            isHttp ? trigger! : Guid.NewGuid().ToString(),
            function,
            binding =>
                binding.Type.ToUpperInvariant() switch
                {
                    "HTTPTRIGGER" => new TypedData { Http = new() },
                    "TIMERTRIGGER" => new TypedData { Json = trigger },
                    "DURABLECLIENT" => new TypedData { String = client },
                    _ => trigger is null ? new TypedData() : new TypedData { String = trigger },
                },
            instance,
            () => Called?.Invoke(function),
            cancellationToken
        );
        return answer?.DataCase switch
        {
            TypedData.DataOneofCase.String => answer.String,
            TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject(answer.Json, Plain),
            TypedData.DataOneofCase.Int => answer.Int,
            TypedData.DataOneofCase.Double => answer.Double,
            _ => null,
        };
    }

    private sealed class Stopped(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
