using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Api.Health;

/// <summary>The registration of health checks. Each part of the app adds its own besides.</summary>
internal static class HealthRegistration
{
    /// <summary>A part that takes longer counts as unhealthy.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
        return services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations)
            {
                check.Timeout = Timeout;
            }
        });
    }
}
