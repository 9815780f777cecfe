using CampaignTasks.Api.Start;
using CampaignTasks.App.Demo;
using CampaignTasks.App.Emulator;
using CampaignTasks.App.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.App;

/// <summary>The registration of the services that only the standalone host needs.</summary>
internal static class StandaloneRegistration
{
    /// <summary>
    /// Adds the storage emulator, the start-up banner and the command. Call before any other service that uses storage when it starts.
    /// </summary>
    public static IServiceCollection AddStandalone(this IServiceCollection services, CommandLine command, StopSignals asked)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(asked);
        services.AddSingleton(command);
        services.AddSingleton(new ConsoleOutput(Console.Out));
        services.AddHostedService<StorageEmulator>();
        services.AddHostedService<StorePreparation>();
        services.AddHostedService<StopOnSignal>();
        services.AddSingleton<DevelopmentSeeder>();
        services.AddHostedService(provider => provider.GetRequiredService<DevelopmentSeeder>());
        services.AddHostedService<StartupBanner>();
        if (command is CommandLine.Demo demo)
        {
            services.AddSingleton(demo);
            services.AddHostedService<DemoRun>();
        }

        return services;
    }

    private sealed class StopOnSignal(StopSignals asked, IHostApplicationLifetime lifetime) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            asked.Connect(lifetime.StopApplication);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
