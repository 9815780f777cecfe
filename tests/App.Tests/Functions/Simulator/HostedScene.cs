using System.Net;
using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>The app as a Functions app: its script root on a simulated host, the storage emulator, a stand-in for the mail provider, and a company.</summary>
internal sealed class HostedScene : IAsyncDisposable
{
    private const string Key = "test-key-of-tenant-local";

    private readonly AzuriteProcess _storage;
    private readonly ScriptRoot _root;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("campaign-tasks-hosted-");

    private HostedScene(AzuriteProcess storage, ScriptRoot root) => (_storage, _root) = (storage, root);

    public FunctionsHost Host { get; private set; } = null!;

    public AcsStandIn Provider { get; private set; } = null!;

    public Company Company { get; private set; } = null!;

    public JsonNode Account { get; private set; } = null!;

    public static async Task<HostedScene> StartAsync(Action<Script>? script = null)
    {
        var scene = new HostedScene(await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None), ScriptRoot.Stage());
        scene.Provider = await AcsStandIn.StartAsync();
        script?.Invoke(scene.Provider.Script);
        scene.Host = await FunctionsHost.StartAsync(scene._root, new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = scene._storage.ConnectionString,
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            ["CampaignTasks__HubName"] = "Hosted",
            ["CampaignTasks__LocalApiKey"] = Key,
            ["CampaignTasks__DataFolder"] = scene._data.FullName,
        });
        scene.Company = new(scene.Host.Address, Key);
        scene.Account = await scene.Company.AddAccountAsync("email", "acs", scene.Provider.Settings());
        return scene;
    }

    public Task<string> SendAsync(int addresses, bool stopOnFailure = false) => Company.SendAsync(Account, Company.Emails(addresses), stopOnFailure);

    /// <summary>Waits until the task stands so; fails with what the handler said.</summary>
    /// <param name="task">The task.</param>
    /// <param name="status">The status it is to have.</param>
    /// <param name="meanwhile">What the host does in the meantime, such as calling timers.</param>
    public async Task<JsonNode> UntilAsync(string task, string status, Func<Task>? meanwhile = null)
    {
        JsonNode? seen = null;
        try
        {
            // While the handler is started again the host has nobody to pass a request on to.
            await Eventually.HoldsAsync(
                async () =>
                {
                    await (meanwhile?.Invoke() ?? Task.CompletedTask);
                    return await Company.AskAsync(HttpMethod.Get, $"/api/tasks/{task}") is (HttpStatusCode.OK, var found) && (string)(seen = found!)["status"]! == status;
                },
                TimeSpan.FromMinutes(3));
        }
        catch (Xunit.Sdk.TrueException)
        {
            Assert.Fail($"The task is not {status}: {seen?["status"]} {seen?["summary"]}\n--- instances\n{string.Join('\n', Host.Durable.Instances.Select(one => $"{one.Id} {one.Status} {one.Output}"))}\n--- handler\n{Host.Handler.Said}");
        }

        return seen!;
    }

    public async ValueTask DisposeAsync()
    {
        Company?.Dispose();
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
        await _storage.DisposeAsync();
        _root.Dispose();
        _data.Delete(recursive: true);
    }
}
