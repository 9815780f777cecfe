using CampaignTasks.App.Engine;
using CampaignTasks.App.Operations;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Development;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.App.Tests.Operations;

/// <summary>
/// A hub on a storage emulator of its own, with the orchestrators of <see cref="ManagementTranscript"/>, and its operations API.
/// </summary>
internal sealed class ManagedHub : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly WebApplication _app;

    private ManagedHub(AzuriteProcess azurite, WebApplication app) =>
        (_azurite, _app, Http) = (azurite, app, new HttpClient { BaseAddress = new(app.Urls.Single()) });

    public HttpClient Http { get; }

    public static async Task<ManagedHub> StartAsync(string? key, string environment = "Development")
    {
        var azurite = await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<AppOptions>(options => options.SystemKey = key);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(azurite.Account).AddEngine(Register).AddOperations();
        var app = builder.Build();
        app.MapOperations();
        await app.StartAsync();
        return new ManagedHub(azurite, app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private static void Register(DurableTaskRegistry registry)
    {
        ManagementTranscript.Register(registry);
        registry
            .AddOrchestratorFunc<string, string>("Caller", (context, _) => context.CallActivityAsync<string>("Step", "in"))
            .AddActivityFunc<string, string>("Step", (_, _) => "done");
    }
}
