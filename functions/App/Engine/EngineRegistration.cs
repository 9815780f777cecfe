using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Storage.Connection;
using DurableTask.AzureStorage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>The registration of the Durable Task engine in this process.</summary>
internal static class EngineRegistration
{
    /// <summary>Adds the worker of the hub, and the hub's client. Storage must be added, too.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="register">Registers the orchestrators and activities.</param>
    public static IServiceCollection AddEngine(this IServiceCollection services, Action<DurableTaskRegistry> register)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        // A quarter of the activities is reserved for other tenants, however many lanes one has.
        services
            .AddOptions<SendingOptions>()
            .PostConfigure<StorageAccount, IOptions<EngineOptions>>(
                (sending, account, engine) =>
                    sending.SendersOfOneTenant = Math.Min(sending.SendersOfOneTenant, engine.Value.ActivitiesOn(account) * 3 / 4)
            );
        services.AddSingleton<WorkerSlot>().AddSingleton<ActivitiesUnderWay>().AddSingleton<EngineTelemetry>().AddSingleton<EngineState>();
        services.AddHealthChecks().AddCheck<EngineState>("hub");
        services.AddSingleton(provider => new AzureStorageOrchestrationService(
            EngineSettings.Create(
                provider.GetRequiredService<StorageAccount>(),
                provider.GetRequiredService<IOptions<AppOptions>>(),
                provider.GetRequiredService<IOptions<EngineOptions>>(),
                provider.GetRequiredService<WorkerSlot>(),
                provider.GetRequiredService<ILoggerFactory>()
            )
        ));
        services.AddDurableTaskWorker(worker => worker.AddTasks(register).UseBuildTarget<EngineWorker>());
        services.AddDurableTaskClient(client => client.UseBuildTarget<EngineClient>());
        return services;
    }
}
