using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Api.Audiences;

/// <summary>The room's entry: what evaluates audiences.</summary>
internal static class AudienceServices
{
    public static IServiceCollection AddAudiences(this IServiceCollection services) => services
        .AddSingleton<ContactCandidates>()
        .AddSingleton<AddressCandidates>()
        .AddSingleton<BuyersSource>()
        .AddSingleton<SegmentSource>()
        .AddSingleton<IAudienceSource, PastedListSource>()
        .AddSingleton<IAudienceSource>(provider => provider.GetRequiredService<BuyersSource>())
        .AddSingleton<IAudienceSource>(provider => provider.GetRequiredService<SegmentSource>())
        .AddSingleton<IAudienceSource, SavedAudienceSource>()
        .AddSingleton<AudienceSources>()
        .AddSingleton<IAudienceReader, AudienceReader>()
        .AddSingleton<AudienceTargets>()
        .AddSingleton<AudiencePreview>()
        .AddSingleton<AudienceDesk>()
        .AddSingleton<AddressUpload>();
}
