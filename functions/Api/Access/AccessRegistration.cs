using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>The registration of keys, their authentication and authorization, and the limits of requests.</summary>
internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<FailedAuthentications>().AddSingleton<ApiKeys>().AddSingleton<LocalTenant>();

        // Only the core: the rest of ASP.NET Core's authentication adds data protection, which creates a key ring at start.
        services.AddAuthenticationCore(static options =>
        {
            options.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, displayName: null);
            options.AddScheme<PlatformKeyAuthentication>(PlatformKeyAuthentication.Scheme, displayName: null);
            options.AddScheme<ContactTokenAuthentication>(ContactTokenAuthentication.Scheme, displayName: null);
            options.DefaultChallengeScheme = ApiKeyAuthentication.Scheme;
        });
        services.AddAuthorization(static options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(IsNoEndpointOfOurs).Build()
        );
        services.AddSingleton<RequestRates>().AddSingleton<IAuthorizationMiddlewareResultHandler, RateLimitedAuthorization>();
        services.AddCors();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CorsOptions>, InboxCors>());
        services.AddRateLimiter(static _ => { });
        return services.AddSingleton<ConcurrencyLimits>().AddSingleton<BodyCapacity>();
    }

    // Routing's own endpoints (405, 415), and none at all (404), have no rule and return only a status code.
    private static bool IsNoEndpointOfOurs(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
