using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The answers of authorization. The rate limit is applied after authentication (401) and before the checks of tenant and role (403).
/// </summary>
internal sealed class RateLimitedAuthorization(RequestRates rates) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        var caller = context.Features.Get<Caller>();
        return caller is { IsPlatform: false } && rates.Count(caller, context.Response) is { } wait
                ? Problems.TooManyRequests(wait).ExecuteAsync(context)
            : caller is { IsSuspended: true } ? Problems.TenantSuspended().ExecuteAsync(context)
            : _standard.HandleAsync(next, context, policy, authorizeResult);
    }
}
