using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

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
