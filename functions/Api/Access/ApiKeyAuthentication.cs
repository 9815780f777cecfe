using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;

namespace CampaignTasks.Api.Access;

/// <summary>Authentication by a tenant's API key.</summary>
internal sealed class ApiKeyAuthentication(ApiKeys keys, FailedAuthentications failures) : BearerAuthentication(failures)
{
    public const string Scheme = "ApiKey";

    private readonly FailedAuthentications _failures = failures;

    public override Task ForbidAsync(AuthenticationProperties? properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Roles;
        var role = Context.Features.GetRequiredFeature<Caller>().Role;
        return Problems.Forbidden($"This needs a key with the role {needed}; yours is {EnumNames.Of(role)}.").ExecuteAsync(Context);
    }

    protected override ValueTask<Caller?> FindAsync(string key) =>
        keys.FindAsync(key, mayLookUp: _failures.WaitOf(Context) is null, Context.RequestAborted);
}
