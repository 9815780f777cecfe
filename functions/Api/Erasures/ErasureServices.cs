namespace CampaignTasks.Api.Erasures;

/// <summary>The room's entry: what erases people.</summary>
internal static class ErasureServices
{
    /// <summary>Adds what the endpoints and the activities of erasures need; the runner is added with the orchestrations.</summary>
    public static IServiceCollection AddErasures(this IServiceCollection services) => services
        .AddSingleton<ErasureSubjects>()
        .AddSingleton<ContactEraser>()
        .AddSingleton<ErasureNotes>()
        .AddSingleton<ErasedContacts>()
        .AddSingleton<ErasureDesk>()
        .AddSingleton<LedgerEraser>()
        .AddSingleton<LedgerWalker>();
}
