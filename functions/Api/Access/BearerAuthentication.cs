using System.Security.Claims;
using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Authentication;

namespace CampaignTasks.Api.Access;

/// <summary>Authentication by a key in the Authorization header.</summary>
internal abstract class BearerAuthentication(FailedAuthentications failures) : IAuthenticationHandler
{
    private const string Prefix = "Bearer ";

    private string _scheme = "";

    private HttpContext? _context;

    protected HttpContext Context => _context ?? throw new InvalidOperationException("The handler is not initialized.");

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (_scheme, _context) = (scheme.Name, context);
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        if (Credential(Context.Request) is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        if (await FindAsync(key) is not { } caller)
        {
            failures.Count(Context);
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(caller);
        Context.Features.Set(new RequestOwner(caller.TenantId, caller.KeyId, caller.Role));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(caller.ToIdentity(_scheme)), _scheme));
    }

    public virtual Task ChallengeAsync(AuthenticationProperties? properties) =>
        (failures.WaitOf(Context) is { } wait ? Problems.TooManyWrongKeys(wait) : Problems.Unauthorized()).ExecuteAsync(Context);

    public virtual Task ForbidAsync(AuthenticationProperties? properties) => ChallengeAsync(properties);

    /// <summary>Finds the holder of a key; null when nobody holds it.</summary>
    protected abstract ValueTask<Caller?> FindAsync(string key);

    private static string? Credential(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : null;
}
