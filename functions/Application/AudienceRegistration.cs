using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Planning;

namespace CampaignTasks.Application;

/// <summary>The registration of the services that evaluate audiences.</summary>
internal static class AudienceRegistration
{
    public static IServiceCollection AddAudiences(this IServiceCollection services) =>
        services
            .AddSingleton<ContactCandidates>()
            .AddSingleton<AddressCandidates>()
            .AddSingleton<BuyersSource>()
            .AddSingleton<PersonStream>()
            .AddSingleton<SegmentSource>()
            .AddSingleton<IAudienceSource, PastedListSource>()
            .AddSingleton<IAudienceSource>(provider => provider.GetRequiredService<BuyersSource>())
            .AddSingleton<IAudienceSource>(provider => provider.GetRequiredService<SegmentSource>())
            .AddSingleton<IAudienceSource, SavedAudienceSource>()
            .AddSingleton<AudienceSources>()
            .AddSingleton<AudienceExport>()
            .AddSingleton<IAudienceSnapshotter, AudienceSnapshotter>();
}
