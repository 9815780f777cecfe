using System.Reflection;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

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
