using CampaignTasks.Durable.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Durable;

/// <summary>The engine's entry in a service collection.</summary>
public static class DurableServices
{
    /// <summary>
    /// Adds the engine: <see cref="DurableTaskRegistry"/>, <see cref="DataConverter"/>, <see cref="OrchestrationRunner"/> and
    /// <see cref="ActivityRunner"/>. A host of instances (embedded hub or Functions) is added separately. May be called several times: the
    /// registrations add up.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="register">Registers orchestrators and activities.</param>
    /// <param name="configure">Sets options, such as the JSON contexts.</param>
    public static IServiceCollection AddDurable(
        this IServiceCollection services, Action<DurableTaskRegistry> register, Action<DurableTaskOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(register);
        services.AddSingleton(register);
        if (configure is not null) services.Configure(configure);
        services.AddOptions<DurableTaskOptions>();
        services.TryAddSingleton(static provider => Registry(provider.GetServices<Action<DurableTaskRegistry>>()));
        services.TryAddSingleton<DataConverter>(static provider =>
            new JsonDataConverter(provider.GetRequiredService<IOptions<DurableTaskOptions>>().Value.Json));
        services.TryAddSingleton(static provider => new OrchestrationExecutor(
            provider.GetRequiredService<DurableTaskRegistry>(),
            provider,
            provider.GetRequiredService<DataConverter>(),
            provider.GetRequiredService<IOptions<DurableTaskOptions>>().Value.MaximumTimerInterval,
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetService<IActivityResultDecoder>()));
        services.TryAddSingleton(static provider => new OrchestrationRunner(provider.GetRequiredService<OrchestrationExecutor>()));
        services.TryAddSingleton<ActivityRunner>();
        return services;
    }

    private static DurableTaskRegistry Registry(IEnumerable<Action<DurableTaskRegistry>> registrations)
    {
        var registry = new DurableTaskRegistry();
        foreach (var register in registrations) register(registry);
        return registry;
    }
}
