using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Tenants;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application;

/// <summary>The registration of the services around tenants, which endpoints and orchestrations share.</summary>
internal static class TenantRegistration
{
    /// <summary>Adds the statuses and quotas of tenants. Safe to repeat.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddOptions<QuotaOptions>().BindConfiguration(QuotaOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>());
        services.TryAddSingleton<TenantStatuses>();
        services.TryAddSingleton<TenantQuotaLimits>();
        services.TryAddSingleton<TenantUsage>();
        services.TryAddSingleton<ContactQuota>();
        services.TryAddSingleton<StoredBytesQuota>();
        return services;
    }
}
