using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Campaigns;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Campaigns;

/// <summary>The endpoints of campaigns: create, list, read, rename, delete.</summary>
internal static class CampaignEndpoints
{
    private const string Tag = "Campaigns";

    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns");
        campaigns
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("createCampaign", Tag, "Creates a campaign. A task that names an unknown one creates it, too.");
        campaigns
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listCampaigns", Tag, "Lists campaigns, newest first.");
        campaigns
            .MapGet("/{id}", GetAsync)
            .Requires(Role.Viewer)
            .Named("getCampaign", Tag, "Reads a campaign with the results of its tasks.");
        campaigns
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .Named("changeCampaign", Tag, "Renames a campaign that no task names.");
        campaigns
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteCampaign", Tag, "Deletes a campaign that no task names.");
    }

    private static async Task<Created<CampaignView>> AddAsync(
        JsonBody<CampaignRequest> body,
        ResourceId id,
        Caller caller,
        CampaignService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var campaign = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/campaigns/{campaign.Id}", Tagged(campaign, context));
    }

    private static async Task<Ok<CampaignList>> ListAsync(
        Query query,
        Caller caller,
        ICampaignStore store,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new CampaignList([.. page.Items.Select(CampaignView.From)], page.Next));
    }

    private static async Task<Results<Ok<CampaignResultsView>, Problem>> GetAsync(
        string id,
        Caller caller,
        ICampaignStore store,
        CampaignTotalsReader totals,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } campaign)
        {
            return NotFound();
        }

        context.Response.Headers.ETag = ETags.Of(campaign.ETag ?? "");
        return TypedResults.Ok(CampaignResultsView.From(campaign, await totals.ReadAsync(campaign, cancellationToken)));
    }

    private static async Task<Results<Ok<CampaignView>, Problem>> ChangeAsync(
        string id,
        JsonBody<CampaignRequest> body,
        Caller caller,
        ICampaignStore store,
        CampaignService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } campaign)
        {
            return NotFound();
        }

        ETags.Check(context.Request, campaign.ETag);
        return TypedResults.Ok(Tagged(await service.RenameAsync(campaign, body.Value, cancellationToken), context));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        ICampaignStore store,
        CampaignService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } campaign)
        {
            return NotFound();
        }

        ETags.Check(context.Request, campaign.ETag);
        await service.DeleteAsync(campaign, cancellationToken);
        return TypedResults.NoContent();
    }

    private static CampaignView Tagged(Campaign campaign, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(campaign.ETag ?? "");
        return CampaignView.From(campaign);
    }

    private static Problem NotFound() => Problems.NotFound("The campaign");
}
