using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>The endpoint of the use of quotas.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api) =>
        api.MapGet("/usage", GetAsync)
            .Requires(Role.Viewer)
            .Named("getUsage", "Usage", "Reads how many of each kind your company has, and how many it may have.");

    private static async Task<Ok<QuotaUsageView>> GetAsync(Caller caller, TenantUsage usage, CancellationToken cancellationToken)
    {
        var items = (await usage.ReadAsync(caller.TenantId, cancellationToken))
            .OrderBy(item => item.Key)
            .ToDictionary(item => EnumNames.Of(item.Key), item => new QuotaUse(item.Value.Used, item.Value.Limit), StringComparer.Ordinal);
        return TypedResults.Ok(new QuotaUsageView(items));
    }
}
