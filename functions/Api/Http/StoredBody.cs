using CampaignTasks.Application.Tenants;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The count of a body that an endpoint stores, for the quota of stored bytes. It runs inside the endpoint, so an answer that is repeated
/// for an idempotency key is not counted again.
/// </summary>
/// <param name="isRefused">Whether a body for which there is no room is refused; otherwise it only counts.</param>
internal sealed class StoredBody(bool isRefused) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var tenantId = http.Features.Get<RequestOwner>()!.TenantId;
        var quota = http.RequestServices.GetRequiredService<StoredBytesQuota>();
        if (isRefused)
        {
            // At least one: a file is read later.
            var needed = Math.Max(1, RequestBody.LengthOf(http));
            var room = await quota.RoomAsync(tenantId, needed, http.RequestAborted);
            http.Features.Set(needed <= room.Left ? room : throw room.Exceeded());
        }

        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is not IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest })
        {
            await quota.CountAsync(tenantId, RequestBody.LengthOf(http));
        }

        return result;
    }
}
