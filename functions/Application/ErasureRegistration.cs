using CampaignTasks.Application.Erasures;

namespace CampaignTasks.Application;

/// <summary>The room's entry: what erases people.</summary>
internal static class ErasureRegistration
{
    /// <summary>Adds what the endpoints and the activities of erasures need; the runner is added with the orchestrations.</summary>
    public static IServiceCollection AddErasures(this IServiceCollection services) => services
        .AddSingleton<ErasureSubjectProtector>()
        .AddSingleton<ContactEraser>()
        .AddSingleton<ErasureRequests>()
        .AddSingleton<ErasedContacts>()
        .AddSingleton<ErasureService>()
        .AddSingleton<LedgerEraser>()
        .AddSingleton<LedgerErasureScanner>();
}
