using CampaignTasks.Api;
using CampaignTasks.Api.Start;
using CampaignTasks.App.Engine;
using CampaignTasks.App.Hosting;
using CampaignTasks.Application;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Development;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The whole app within the tests' process, on a real storage emulator, with trouble on the way there.</summary>
internal sealed class TroubledApp : IAsyncDisposable
{
    private const string Key = "test-key-of-tenant-local";

    private readonly AzuriteProcess _azurite;
    private readonly WebApplication _app;

    private TroubledApp(AzuriteProcess azurite, WebApplication app, CapturedLogs errors) =>
        (_azurite, _app, Errors) = (azurite, app, errors);

    /// <summary>What the app logged as an error, with exceptions.</summary>
    public CapturedLogs Errors { get; }

    /// <summary>Starts it; settings as they are given to the program.</summary>
    public static async Task<TroubledApp> StartAsync(StorageFaults faults, params string[] settings)
    {
        var azurite = await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None);
        var errors = new CapturedLogs();
        try
        {
            var app = Compose(azurite, faults, errors, settings);
            await app.StartAsync();
            return new TroubledApp(azurite, app, errors);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>A developer of tenant local.</summary>
    public Company NewCompany() => new(new Uri(_app.Urls.Single()), Key);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private static WebApplication Compose(AzuriteProcess azurite, StorageFaults faults, CapturedLogs errors, string[] settings)
    {
        var builder = StandaloneSettings.CreateBuilder([$"--CampaignTasks:LocalApiKey={Key}", .. settings], new CommandLine.Serve());
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrel(ApiBuild.Bound);
        builder.Logging.ClearProviders().AddFilter<CapturedLogs>(level => level >= LogLevel.Error).AddProvider(errors);
        builder.Services.AddSingleton(azurite.Account).AddSingleton(azurite.Account.NewTables(faults.AddTo));
        builder
            .Services.AddHostedService<StorePreparation>()
            .AddSingleton<DevelopmentSeeder>()
            .AddHostedService(services => services.GetRequiredService<DevelopmentSeeder>());
        builder.Services.AddCampaignTasks(builder.Configuration).AddEngine(DurableTasks.Register).AddHostedService<ReconciliationAtStart>();
        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        return app;
    }
}
