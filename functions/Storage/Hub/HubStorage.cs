using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Storage.Hub;

/// <summary>The hub's storage in a service collection.</summary>
public static class HubStorage
{
    /// <summary>Keeps the embedded hub in the tables of the registered <see cref="TableServiceClient"/>, named by <see cref="DurableHubOptions.HubName"/>.</summary>
    /// <param name="services">The collection.</param>
    public static IServiceCollection AddTableHubStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IHubStore>(static provider => new TableHubStore(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<IOptions<DurableHubOptions>>().Value.HubName));
        return services;
    }
}
