using System.Globalization;
using CampaignTasks.App.Emulator;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests;

/// <summary>
/// A place where the real app can be started again and again on the same data: its own ports, data folder and key. At the end the storage
/// emulator is ended, however the app ended, and the folder deleted.
/// </summary>
public sealed class AppSite : IAsyncDisposable
{
    // The emulator publishes this key; it protects nothing.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly List<AppProcess> started = [];
    private readonly bool ownsData;

    /// <param name="beside">
    /// Another site whose storage this one shares, as a second app with tables of its own; null for storage of its own.
    /// </param>
    public AppSite(AppSite? beside = null)
    {
        var ports = LoopbackPorts.Take(4);
        ownsData = beside is null;
        HttpPort = ports[0];
        DataFolder = beside?.DataFolder ?? Directory.CreateTempSubdirectory("campaign-tasks-").FullName;
        (BlobPort, QueuePort, TablePort) = beside is null
            ? (ports[1], ports[2], ports[3])
            : (beside.BlobPort, beside.QueuePort, beside.TablePort);
        Environment = new()
        {
            ["ASPNETCORE_URLS"] = Url,
            ["AzureWebJobsStorage"] = ConnectionString,
            ["CampaignTasks__DataFolder"] = DataFolder,
            ["CampaignTasks__HubName"] = beside is null ? "Tests" : "Tests2",
            ["CampaignTasks__LocalApiKey"] = Key,
        };
    }

    public string DataFolder { get; }

    public string Key { get; } = "test-key-of-tenant-local-0123456789";

    public int HttpPort { get; }

    public int BlobPort { get; }

    public int QueuePort { get; }

    public int TablePort { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{HttpPort}");

    public string ConnectionString =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={StorageAccount.DevelopmentName};AccountKey={EmulatorKey};BlobEndpoint=http://127.0.0.1:{BlobPort}/{StorageAccount.DevelopmentName};QueueEndpoint=http://127.0.0.1:{QueuePort}/{StorageAccount.DevelopmentName};TableEndpoint=http://127.0.0.1:{TablePort}/{StorageAccount.DevelopmentName}"
        );

    /// <summary>What the app is started with; null removes a variable. Change it before <see cref="Start"/>.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>The storage emulator that the app started here, or null.</summary>
    public int? EmulatorProcessId
    {
        get
        {
            using var process = new EmulatorTrace(DataFolder).Find();
            return process?.Id;
        }
    }

    /// <summary>
    /// Starts the app's process. Wait for what is expected of it: <see cref="AppProcess.ReadyAsync"/> or
    /// <see cref="AppProcess.ExitAsync"/>.
    /// </summary>
    public AppProcess Start(params string[] arguments)
    {
        var app = new AppProcess(this, arguments);
        started.Add(app);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in started)
        {
            await app.DisposeAsync();
        }

        if (!ownsData)
        {
            return;
        }

        using (var emulator = new EmulatorTrace(DataFolder).Find())
        {
            if (emulator is not null)
            {
                emulator.Kill();
                await emulator.WaitForExitAsync();
            }
        }

        Directory.Delete(DataFolder, recursive: true);
    }
}
