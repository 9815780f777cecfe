using CampaignTasks.Application.Erasures;

namespace CampaignTasks.Application;

/// <summary>The registration of the services that erase people.</summary>
internal static class ErasureRegistration
{
    /// <summary>Adds the services of the erasure endpoints and activities; the runner is added with the orchestrations.</summary>
    public static IServiceCollection AddErasures(this IServiceCollection services) =>
        services
            .AddSingleton<ErasureSubjectProtector>()
            .AddSingleton<ContactEraser>()
            .AddSingleton<ErasureRequests>()
            .AddSingleton<ErasedContacts>()
            .AddSingleton<ErasureService>()
            .AddSingleton<LedgerEraser>()
            .AddSingleton<LedgerErasureScanner>();
}
