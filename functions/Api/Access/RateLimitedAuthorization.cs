using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The answers of authorization. The rate limit is applied after authentication (401) and before the check of the role (403).
/// </summary>
internal sealed class RateLimitedAuthorization(RequestRates rates) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    ) =>
        context.Features.Get<Caller>() is { IsPlatform: false } caller && rates.Count(caller.TenantId, context.Response) is { } wait
            ? Problems.TooManyRequests(wait).ExecuteAsync(context)
            : _standard.HandleAsync(next, context, policy, authorizeResult);
}
