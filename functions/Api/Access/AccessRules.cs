using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Authorization;

namespace CampaignTasks.Api.Access;

/// <summary>The rules of access to an endpoint. An endpoint without a rule is closed.</summary>
internal static class AccessRules
{
    /// <summary>Admits holders of a key of this role or a higher one.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Role atLeast)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(
            new AuthorizeAttribute { AuthenticationSchemes = ApiKeyAuthentication.Scheme, Roles = EnumNames.Of(atLeast) }
        );

    /// <summary>Admits the holder of the platform key.</summary>
    public static TBuilder RequiresPlatformKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = PlatformKeyAuthentication.Scheme });

    /// <summary>Admits a contact with its token.</summary>
    public static TBuilder RequiresContactToken<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = ContactTokenAuthentication.Scheme })
            .RequireCors(InboxCors.Policy);

    /// <summary>Admits everybody: health, the API document, webhooks (which prove themselves otherwise).</summary>
    public static TBuilder IsOpen<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AllowAnonymous();
}
