using System.Reflection;
using System.Security.Claims;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

/// <summary>The holder of the key that a request was made with.</summary>
/// <param name="TenantId">The tenant whose key it is.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Role">What the key may do.</param>
/// <param name="KeyName">What people call the key.</param>
internal sealed record Caller(string TenantId, string KeyId, Role Role, string? KeyName = null) : IBindableFromHttpContext<Caller>
{
    /// <summary>The scope of requests that carry the platform key: no tenant has this id.</summary>
    public const string Platform = "platform";

    /// <summary>True for a key of a suspended tenant, which may do nothing.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The contact whose token it is; null for a key.</summary>
    public string? ContactId { get; init; }

    public bool IsPlatform => KeyId is Platform;

    /// <summary>The same for ASP.NET Core: a key has its role and every lower one.</summary>
    public ClaimsIdentity ToIdentity(string scheme) =>
        new(Enum.GetValues<Role>().Where(role => role <= Role).Select(role => new Claim(ClaimTypes.Role, EnumNames.Of(role))), scheme);

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<Caller>());
}
