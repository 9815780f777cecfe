using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

/// <summary>Says who may call an endpoint.</summary>
internal static class AccessRules
{
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Role atLeast) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule.Key(atLeast));

    public static TBuilder RequiresPlatformKey<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule.PlatformKey());

    public static TBuilder IsOpen<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule.Open());
}
