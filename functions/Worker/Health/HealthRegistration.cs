using CampaignTasks.Api.Health;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Worker.Health;

/// <summary>The room's entry.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds what health says about the functions.</summary>
    public static IServiceCollection AddFunctionsHealth(this IServiceCollection services) => services.AddSingleton<IHealthCheck, FunctionsHealthCheck>();
}
