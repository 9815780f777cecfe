using CampaignTasks.App.Functions.Client;
using CampaignTasks.App.Functions.Edge;
using CampaignTasks.App.Functions.Queues;
using CampaignTasks.App.Functions.Timers;
using CampaignTasks.App.Health;
using CampaignTasks.Domain.Timers;
using CampaignTasks.Durable;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.App.Functions;

/// <summary>The room's entry: the catalog's functions, whoever calls them.</summary>
internal static class FunctionServices
{
    /// <summary>Adds every timer and queue function of the catalog and what calls them.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services)
    {
        foreach (var timer in FunctionCatalog.Timers)
        {
            timer.Register(services);
        }

        foreach (var queue in FunctionCatalog.Queues)
        {
            queue.Register(services);
        }

        services.TryAddSingleton<QueueRunner>();
        services.TryAddSingleton(provider => provider.GetRequiredService<StorageAccount>().NewQueues());
        services.TryAddSingleton<EventQueues>();
        services.AddSingleton<IHealthPart, QueuesPart>();
        services.TryAddSingleton<TimerRunner>();
        return services.AddSingleton<IHealthPart>(provider => provider.GetRequiredService<TimerRunner>());
    }

    /// <summary>Calls the timer functions from this process, while it owns the hub.</summary>
    public static IServiceCollection AddTimerHost(this IServiceCollection services) => services.AddHostedService(provider => new TimerHost(
        [.. FunctionCatalog.Timers],
        provider.GetRequiredService<TimerRunner>(),
        provider.GetRequiredService<ITimerMarks>(),
        provider.GetRequiredService<IHubHealth>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<TimerHost>>()));

    /// <summary>Takes messages off the queues in this process.</summary>
    public static IServiceCollection AddQueuePump(this IServiceCollection services) => services.AddHostedService(provider => new QueuePump(
        [.. FunctionCatalog.Queues],
        provider.GetRequiredService<EventQueues>(),
        provider.GetRequiredService<QueueRunner>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<QueuePump>>()));

    /// <summary>Adds what answers the Functions host's calls.</summary>
    public static IServiceCollection AddInvocations(this IServiceCollection services) => services
        .AddSingleton<ManagementEndpoints>()
        .AddSingleton<IActivityResultDecoder, ActivityEnvelope>()
        .AddSingleton<InvocationEdge>();

    /// <summary>Adds the client of the orchestrations that the Functions host runs, in place of the embedded hub, and the queues it reads.</summary>
    public static IServiceCollection AddHostedParts(this IServiceCollection services)
    {
        services.AddHostedService<QueuePreparation>();
        services.AddSingleton<IHealthPart>(provider => provider.GetRequiredService<ManagementEndpoints>());
        services.AddSingleton(provider => new ManagementHttp(
            new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }),
            provider.GetRequiredService<ManagementEndpoints>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<DurableTaskClient, ManagementClient>();
    }

    /// <summary>Answers the Functions host's calls before anything else in the pipeline.</summary>
    public static void UseInvocations(this WebApplication app) => app.UseMiddleware<InvocationMiddleware>();
}
