using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Sites;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Sites;

/// <summary>The endpoints of target sites: create, list, read, rename, delete. Their apps are in <see cref="SiteAppEndpoints"/>.</summary>
internal static class SiteEndpoints
{
    private const string Tag = "Sites";

    public static void MapSites(this IEndpointRouteBuilder api)
    {
        var sites = api.MapGroup("/sites");
        sites.MapPost("", AddAsync).Requires(Role.Operator).StoresBody().Idempotent().Named("createSite", Tag, "Creates a site.");
        sites
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listSites", Tag, "Lists sites, newest first.");
        sites.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getSite", Tag, "Reads a site.");
        sites.MapPatch("/{id}", ChangeAsync).Requires(Role.Operator).Named("changeSite", Tag, "Renames a site.");
        sites
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteSite", Tag, "Deletes a site that has no apps and that no task names.");
        sites.MapSiteApps();
    }

    private static async Task<Created<SiteView>> AddAsync(
        JsonBody<SiteRequest> body,
        ResourceId id,
        Caller caller,
        SiteService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var site = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/sites/{site.Id}", Tagged(site, context));
    }

    private static async Task<Ok<SiteList>> ListAsync(Query query, Caller caller, ISiteStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new SiteList([.. page.Items.Select(SiteView.From)], page.Next));
    }

    private static async Task<Results<Ok<SiteView>, Problem>> GetAsync(
        string id,
        Caller caller,
        ISiteStore store,
        HttpContext context,
        CancellationToken cancellationToken
    ) => await store.FindAsync(caller.TenantId, id, cancellationToken) is { } site ? TypedResults.Ok(Tagged(site, context)) : NotFound();

    private static async Task<Results<Ok<SiteView>, Problem>> ChangeAsync(
        string id,
        JsonBody<SiteRequest> body,
        Caller caller,
        ISiteStore store,
        SiteService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } site)
        {
            return NotFound();
        }

        ETags.Check(context.Request, site.ETag);
        return TypedResults.Ok(Tagged(await service.RenameAsync(site, body.Value, cancellationToken), context));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        ISiteStore store,
        SiteService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } site)
        {
            return NotFound();
        }

        ETags.Check(context.Request, site.ETag);
        await service.DeleteAsync(site, cancellationToken);
        return TypedResults.NoContent();
    }

    private static SiteView Tagged(Site site, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(site.ETag ?? "");
        return SiteView.From(site);
    }

    internal static Problem NotFound() => Problems.NotFound("The site");
}
