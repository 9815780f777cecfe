using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.App.Audiences;

/// <summary>The room's entry: what evaluates audiences.</summary>
internal static class AudienceServices
{
    public static IServiceCollection AddAudiences(this IServiceCollection services) => services
        .AddSingleton<IAudienceSource, PastedListSource>()
        .AddSingleton<IAudienceReader, AudienceReader>();
}
