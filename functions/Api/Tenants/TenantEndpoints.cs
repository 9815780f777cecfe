using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>The endpoints of tenants, for the operator of the deployment.</summary>
internal static class TenantEndpoints
{
    private const string Tag = "Tenants";

    public static void MapTenants(this IEndpointRouteBuilder api)
    {
        var tenants = api.MapGroup("/tenants").RequiresPlatformKey();
        tenants.MapPost("", AddAsync).Idempotent().ShowsSecret().Named("createTenant", Tag, "Creates a tenant and its first key.");
        tenants
            .MapGet("", ListAsync)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listTenants", Tag, "Lists the tenants, oldest first.");
        tenants.MapGet("/{id}", GetAsync).Named("getTenant", Tag, "Reads a tenant.");
        tenants
            .MapPatch("/{id}", ChangeAsync)
            .Named("changeTenant", Tag, "Renames, suspends or resumes a tenant, or gives it quotas of its own.");
        tenants
            .MapDelete("/{id}", DeleteAsync)
            .Named("deleteTenant", Tag, "Removes a tenant with everything it has. GET shows `deleting` until it is gone, then 404.");
        tenants
            .MapPost("/{id}/api-keys", AddKeyAsync)
            .Idempotent()
            .ShowsSecret()
            .Named("reissueAdminKey", Tag, "Creates an admin key of a tenant that has lost its own.");
    }

    private static async Task<Created<NewTenantView>> AddAsync(
        JsonBody<TenantRequest> body,
        ResourceId id,
        TenantService service,
        ApiKeys keys,
        CancellationToken cancellationToken
    )
    {
        var tenant = await service.AddAsync(id.Value, body.Value.Name, cancellationToken);
        var text = ApiKeys.NewText();
        await keys.IssueAsync(tenant.Id, text, "first key", cancellationToken);
        return TypedResults.Created($"/api/tenants/{tenant.Id}", new NewTenantView(tenant.Id, tenant.Name, text));
    }

    private static async Task<Ok<TenantList>> ListAsync(Query query, ITenantStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new TenantList([.. page.Items.Select(TenantView.From)], page.Next));
    }

    private static async Task<Results<Ok<TenantView>, Problem>> GetAsync(
        string id,
        ITenantStore store,
        HttpContext context,
        CancellationToken cancellationToken
    ) => await store.FindAsync(id, cancellationToken) is { } tenant ? TypedResults.Ok(Tagged(tenant, context)) : NotFound();

    private static async Task<Results<Ok<TenantView>, Problem>> ChangeAsync(
        string id,
        JsonBody<TenantChange> body,
        TenantService service,
        ApiKeys keys,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var changed = await service.ChangeAsync(id, body.ToPatch(), version => ETags.Check(context.Request, version), cancellationToken);
        keys.Forget(id);
        return changed is null ? NotFound() : TypedResults.Ok(Tagged(changed, context));
    }

    private static async Task<Results<Accepted<TenantView>, Problem>> DeleteAsync(
        string id,
        TenantService service,
        ApiKeys keys,
        CancellationToken cancellationToken
    )
    {
        var marked = await service.DeleteAsync(id, cancellationToken);
        keys.Forget(id);
        return marked is null ? NotFound() : TypedResults.Accepted($"/api/tenants/{id}", TenantView.From(marked));
    }

    private static async Task<Results<Created<NewApiKeyView>, Problem>> AddKeyAsync(
        string id,
        NoBody body,
        ITenantStore store,
        ApiKeys keys,
        ILogger<ApiKeys> logger,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(id, cancellationToken) is not { Status: not TenantStatus.Deleting })
        {
            return NotFound();
        }

        var text = ApiKeys.NewText();
        var key = await keys.IssueAsync(id, text, "issued by the operator", cancellationToken);
        logger.KeyChanged(key.Id, id, "issued with the platform key");
        return TypedResults.Created((string?)null, NewApiKeyView.From(key, text));
    }

    private static TenantView Tagged(Tenant tenant, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(tenant.ETag ?? "");
        return TenantView.From(tenant);
    }

    private static Problem NotFound() => Problems.NotFound("The tenant");
}
