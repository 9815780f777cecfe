using System.Reflection;
using Azure.Storage.Queues;
using CampaignTasks.Storage.Development;
using CampaignTasks.Worker.Tests.Host;

namespace CampaignTasks.Worker.Tests;

/// <summary>The worker under a host of the tests, on an emulator of its own.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    public const string Key = "local-test-key";

    private const string EventsQueue = "campaigntasks-events";

    private readonly AzuriteProcess _azurite;
    private readonly DirectoryInfo _data;

    private HostedApp(AzuriteProcess azurite, DirectoryInfo data, FunctionsHost host)
    {
        (_azurite, _data, Host) = (azurite, data, host);
        Http = new HttpClient { BaseAddress = host.Address };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public FunctionsHost Host { get; }

    /// <summary>A tenant's developer.</summary>
    public HttpClient Http { get; }

    /// <summary>The folder of the app that is tested: the one that was built, or a published one.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("CAMPAIGN_TASKS_WORKER")
        ?? typeof(HostedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key is "Worker").Value!;

    public static async Task<HostedApp> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var data = Directory.CreateTempSubdirectory("campaign-tasks-worker-");
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, timeout.Token);
        try
        {
            return new(
                azurite,
                data,
                await FunctionsHost.StartAsync(
                    Folder,
                    With(
                        settings,
                        new Dictionary<string, string?>
                        {
                            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
                            ["AzureWebJobsStorage"] = azurite.ConnectionString,
                            ["CampaignTasks__DataFolder"] = data.FullName,
                            ["CampaignTasks__LocalApiKey"] = Key,
                            ["CampaignTasksEventsQueue"] = EventsQueue,
                            ["CampaignTasksWebhooksQueue"] = "campaigntasks-webhooks",
                        }
                    ),
                    timeout.Token
                )
            );
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a message on the queue of events.</summary>
    public async Task EnqueueAsync(string text) => await new QueueClient(_azurite.ConnectionString, EventsQueue).SendMessageAsync(text);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        await _azurite.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static Dictionary<string, string?> With(IReadOnlyDictionary<string, string?>? more, Dictionary<string, string?> settings)
    {
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
        {
            settings[name] = value;
        }

        return settings;
    }
}
