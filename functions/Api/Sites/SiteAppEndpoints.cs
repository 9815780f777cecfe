using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Sites;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Sites;

/// <summary>The endpoints of the apps of sites: create, list, delete.</summary>
internal static class SiteAppEndpoints
{
    private const string Tag = "Sites";

    public static void MapSiteApps(this IEndpointRouteBuilder sites)
    {
        sites
            .MapPost("/{id}/apps", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("createSiteApp", Tag, "Creates an app of a site.");
        sites
            .MapGet("/{id}/apps", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listSiteApps", Tag, "Lists the apps of a site, newest first.");
        sites
            .MapDelete("/{id}/apps/{app}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteSiteApp", Tag, "Deletes an app that no task names.");
    }

    private static async Task<Results<Created<SiteAppView>, Problem>> AddAsync(
        string id,
        JsonBody<SiteAppRequest> body,
        ResourceId appId,
        Caller caller,
        ISiteStore store,
        SiteService service,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } site)
        {
            return SiteEndpoints.NotFound();
        }

        var app = await service.AddAppAsync(site, appId.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/sites/{site.Id}/apps/{app.Id}", SiteAppView.From(app));
    }

    private static async Task<Results<Ok<SiteAppList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        ISiteStore store,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return SiteEndpoints.NotFound();
        }

        var page = await store.ListAppsAsync(caller.TenantId, id, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new SiteAppList([.. page.Items.Select(SiteAppView.From)], page.Next));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        string app,
        Caller caller,
        ISiteStore store,
        SiteService service,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        ETags.Refuse(request, errors);
        errors.ThrowIfAny();
        if (await store.FindAppAsync(caller.TenantId, id, app, cancellationToken) is not { } found)
        {
            return Problems.NotFound("The app");
        }

        await service.DeleteAppAsync(found, cancellationToken);
        return TypedResults.NoContent();
    }
}
