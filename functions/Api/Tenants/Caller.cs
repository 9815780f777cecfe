using System.Reflection;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>Who makes a request.</summary>
/// <param name="TenantId">The tenant whose key it is.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Role">What the key may do.</param>
/// <param name="KeyName">What people call the key.</param>
internal sealed record Caller(string TenantId, string KeyId, Role Role, string? KeyName = null) : IBindableFromHttpContext<Caller>
{
    /// <summary>The scope of requests that carry the platform key: no tenant has this id.</summary>
    public const string Platform = "platform";

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.Features.Get<Caller>());
}

/// <summary>Who may call an endpoint. One without a rule is closed.</summary>
internal abstract record AccessRule
{
    private AccessRule() { }

    /// <summary>Everybody: health, the API document, webhooks (which prove themselves otherwise).</summary>
    public sealed record Open : AccessRule;

    /// <summary>Holders of a key of this role or a higher one.</summary>
    public sealed record Key(Role AtLeast) : AccessRule;

    /// <summary>The holder of the platform key.</summary>
    public sealed record PlatformKey : AccessRule;
}

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
