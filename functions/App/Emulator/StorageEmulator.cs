using System.Diagnostics;
using CampaignTasks.Api.Start;
using CampaignTasks.App.Hosting;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Development;

namespace CampaignTasks.App.Emulator;

/// <summary>
/// The storage emulator of the standalone host. It starts before everything else when storage is the development account and nothing
/// listens there, and stops after everything else. It outlives a killed app, because its last seconds of writes are only in memory; the
/// next start uses it.
/// </summary>
internal sealed class StorageEmulator(IConfiguration configuration, TimeProvider time, ConsoleOutput notices)
    : IHostedLifecycleService,
        IAsyncDisposable
{
    private readonly string _folder = configuration[DataFolder.Setting] ?? DataFolder.Resolve(null, Environment.CurrentDirectory);
    private AzuriteProcess? _child;
    private Process? _adopted;
    private IDisposable? _use;
    private int _stopped;

    private EmulatorLocks Locks => new(_folder, time);

    private EmulatorTrace Trace => new(_folder);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        HttpPorts.EnsureFree(
            configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []
        );
        var account = StorageAccount.FromConfiguration(configuration);
        if (!account.IsDevelopment)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        using var change = await Locks.ChangeAsync(cancellationToken);
        if (await EmulatorPorts.LookAsync(account, cancellationToken) is EmulatorState.Running)
        {
            // An emulator that was started by other means is used, and left running at the end.
            _adopted = Trace.Find();
        }
        else
        {
            await StartAsync(account, cancellationToken);
        }

        _use = Locks.Use();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => StopAsync();

    // A start that failed half-way is never stopped, only disposed of.
    public async ValueTask DisposeAsync() => await StopAsync();

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StartAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        if (Trace.Find() is { } elsewhere)
        {
            using (elsewhere)
            {
                throw new StartFailureException(
                    $"The storage emulator of {_folder} runs already, as process {elsewhere.Id}, on other ports than AzureWebJobsStorage says: end it, or set CampaignTasks__DataFolder to another folder."
                );
            }
        }

        try
        {
            _child = await AzuriteProcess.StartAsync(
                new()
                {
                    DataFolder = _folder,
                    BlobPort = account.BlobEndpoint.Port,
                    QueuePort = account.QueueEndpoint.Port,
                    TablePort = account.TableEndpoint.Port,
                    Installing = () => notices.Say("Installing the storage emulator from npm; this happens once and takes half a minute."),
                },
                cancellationToken
            );
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            throw new StartFailureException($"{e.Message} Or set AzureWebJobsStorage to a storage account's connection string.", e);
        }

        Trace.Write(_child.ProcessId);
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) is 1)
        {
            return;
        }

        if (_use is { } use)
        {
            using var change = await Locks.ChangeAsync(CancellationToken.None);
            use.Dispose();
            if (!Locks.IsUsed())
            {
                await EndAsync();
            }
        }
        else
        {
            await EndAsync();
        }

        _adopted?.Dispose();
    }

    private async Task EndAsync()
    {
        if (_child is { } child)
        {
            await child.DisposeAsync();
            Trace.Delete();
        }
        else if (_adopted is { } adopted && await EmulatorTrace.StopAsync(adopted, CancellationToken.None))
        {
            Trace.Delete();
        }
    }
}
