using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>Lets a request through to its endpoint when the endpoint's rule allows its key, before anything of its body is read.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeys keys, RequestRates rates, RequestCapacity room, IOptions<AppOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _platformKey = options.Value.PlatformKey is { Length: > 0 } key ? Digest(key) : null;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && await RefuseAsync(context, endpoint) is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        if (context.Features.Get<Caller>() is not { } caller)
        {
            await next(context);
            return;
        }

        using var seat = room.SeatOf(caller.KeyId) ?? throw new ProblemException(Problems.TooManyAtOnce(room.MaxOfAKey));
        await next(context);
    }

    private async ValueTask<Problem?> RefuseAsync(HttpContext context, Endpoint endpoint)
    {
        switch (endpoint.Metadata.GetMetadata<AccessRule>())
        {
            case AccessRule.Open:
                return null;
            case AccessRule.Key rule:
                return await RefuseKeyAsync(context, rule.AtLeast);
            case AccessRule.PlatformKey:
                return RefusePlatformKey(context);
            default:
                // Routing's own endpoints (405, 415) have no rule and say nothing but their status.
                return endpoint is RouteEndpoint ? Problems.Unauthorized() : null;
        }
    }

    private async ValueTask<Problem?> RefuseKeyAsync(HttpContext context, Role atLeast)
    {
        if (Credential(context.Request) is not { } text || await keys.FindAsync(text, context.RequestAborted) is not { } caller)
        {
            return Problems.Unauthorized();
        }

        context.Features.Set(caller);
        if (rates.Count(caller.KeyId, context.Response) is { } wait)
        {
            return Problems.TooManyRequests(wait);
        }

        return caller.Role >= atLeast
            ? null
            : Problems.Forbidden($"This needs a key with the role {EnumNames.Of(atLeast)}; yours is {EnumNames.Of(caller.Role)}.");
    }

    private Problem? RefusePlatformKey(HttpContext context)
    {
        if (_platformKey is null)
        {
            return Problems.Forbidden("This deployment creates no tenants over HTTP: no platform key is configured.");
        }

        if (Credential(context.Request) is not { } text || !CryptographicOperations.FixedTimeEquals(Digest(text), _platformKey))
        {
            return Problems.Unauthorized();
        }

        context.Features.Set(new Caller(Caller.Platform, Caller.Platform, Role.Admin));
        return null;
    }

    private static string? Credential(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    // Digests are compared, so that not even the length shows.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
