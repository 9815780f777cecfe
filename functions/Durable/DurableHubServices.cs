using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Engine.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Durable;

/// <summary>The embedded hub's entry in a service collection.</summary>
public static class DurableHubServices
{
    /// <summary>
    /// Adds the embedded hub: a hosted service that runs instances, its <see cref="DurableTaskClient"/> and <see cref="IHubHealth"/>.
    /// It needs <see cref="DurableServices.AddDurable"/> and an <see cref="IHubStore"/>; the clock is a registered <see cref="TimeProvider"/>, else
    /// the system's.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets options; they are checked when the host starts.</param>
    public static IServiceCollection AddDurableHub(this IServiceCollection services, Action<DurableHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DurableHubOptions>().ValidateOnStart();
        if (configure is not null) services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DurableHubOptions>, DurableHubOptions.Validator>());
        services.TryAddSingleton(static _ => OwnerIdentity.OfThisProcess());
        services.TryAddSingleton(NewWorker);
        services.TryAddSingleton<IHubHealth>(static provider => provider.GetRequiredService<HubWorker>());
        services.TryAddSingleton<DurableTaskClient>(static provider =>
            new HubClient(provider.GetRequiredService<HubWorker>(), provider.GetRequiredService<DataConverter>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubWorker>(static provider => provider.GetRequiredService<HubWorker>()));
        return services;
    }

    private static HubWorker NewWorker(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<DurableHubOptions>>().Value;
        var time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("CampaignTasks.Durable.Hub");
        var store = new GatedStore(provider.GetRequiredService<IHubStore>(), options.MaxStorageRequests);
        var surroundings = provider.GetService<Surroundings>() ?? Surroundings.OfTheProcess;
        var parts = new HubParts(
            store, provider.GetRequiredService<OrchestrationExecutor>(), provider.GetRequiredService<ActivityRunner>(), options, time,
            new(time, surroundings.Chance), new(), new(options, time), surroundings, logger);
        return new(parts, provider.GetRequiredService<OwnerIdentity>());
    }
}
