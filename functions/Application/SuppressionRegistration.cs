using CampaignTasks.Application.Push;
using CampaignTasks.Application.Suppressions;

namespace CampaignTasks.Application;

/// <summary>The registration of what records verdicts of providers.</summary>
internal static class SuppressionRegistration
{
    /// <summary>Adds the recorder with what it changes besides the list of suppressions.</summary>
    public static IServiceCollection AddSuppressions(this IServiceCollection services) =>
        services.AddSingleton<SuppressionRecorder>().AddSingleton<SuppressionFacts>().AddSingleton<PushSubscriptions>();
}
