using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Worker.Health;

/// <summary>The registration of the worker's own health checks.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds the health of the functions. The check is a singleton: it remembers when the worker started.</summary>
    public static IServiceCollection AddFunctionsHealth(this IServiceCollection services)
    {
        services.AddSingleton<FunctionsHealthCheck>().AddHealthChecks().AddCheck<FunctionsHealthCheck>("functions");
        return services;
    }
}
