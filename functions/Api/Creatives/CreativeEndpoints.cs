using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Creatives;

/// <summary>The endpoints of saved creatives, and the preview.</summary>
internal static class CreativeEndpoints
{
    private const string Tag = "Creatives";

    public static void MapCreatives(this IEndpointRouteBuilder api)
    {
        var creatives = api.MapGroup("/creatives");
        creatives
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("createCreative", Tag, "Saves a creative, for any number of tasks.");
        creatives
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                QueryParameter.OneOf<ChannelKind>("channel", "Only creatives for this channel."),
                new QueryParameter("name", "Only creatives whose name contains this, ignoring case."),
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named("listCreatives", Tag, "Lists creatives, newest first.");
        creatives
            .MapPost("/preview", PreviewAsync)
            .Requires(Role.Viewer)
            .Named("previewCreative", Tag, "Fills a creative for a contact or a sample, and stores nothing.");
        creatives.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getCreative", Tag, "Reads a creative.");
        creatives
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Named("changeCreative", Tag, "Changes a creative. Tasks that have started keep the version they have until they are edited.");
        creatives
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteCreative", Tag, "Deletes a creative that no task uses, ended ones left out.");
    }

    private static async Task<Created<SavedCreativeView>> AddAsync(
        JsonBody<SavedCreativeRequest> body,
        ResourceId id,
        Caller caller,
        CreativeService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var creative = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/creatives/{creative.Id}", await ViewAsync(creative, service, context, cancellationToken));
    }

    private static async Task<Ok<SavedCreativeList>> ListAsync(
        Query query,
        Caller caller,
        ICreativeStore store,
        CreativeService service,
        CancellationToken cancellationToken
    )
    {
        var filter = new CreativeFilter(query.One<ChannelKind>("channel"), query.Text("name"));
        var page = await store.ListAsync(caller.TenantId, filter, query.Limit, query.Cursor, cancellationToken);
        var users = await service.CountUsersAsync(caller.TenantId, page.Items, cancellationToken);
        return TypedResults.Ok(
            new SavedCreativeList([.. page.Items.Select((creative, i) => SavedCreativeView.From(creative, users[i]))], page.Next)
        );
    }

    private static async Task<Ok<CreativePreviewView>> PreviewAsync(
        JsonBody<CreativePreviewRequest> body,
        Caller caller,
        CreativePreviewer previewer,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await previewer.PreviewAsync(caller.TenantId, body.Value, cancellationToken));

    private static async Task<Results<Ok<SavedCreativeView>, Problem>> GetAsync(
        string id,
        Caller caller,
        ICreativeStore store,
        CreativeService service,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(id, caller, store, cancellationToken) is { } creative
            ? TypedResults.Ok(await ViewAsync(creative, service, context, cancellationToken))
            : NotFound();

    private static async Task<Results<Ok<SavedCreativeView>, Problem>> ChangeAsync(
        string id,
        JsonBody<SavedCreativeRequest> body,
        Caller caller,
        ICreativeStore store,
        CreativeService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, caller, store, cancellationToken) is not { } creative)
        {
            return NotFound();
        }

        ETags.Check(context.Request, creative.ETag);
        var changed = await service.ChangeAsync(creative, body.ToPatch(), cancellationToken);
        return TypedResults.Ok(await ViewAsync(changed, service, context, cancellationToken));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        ICreativeStore store,
        CreativeService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, caller, store, cancellationToken) is not { } creative)
        {
            return NotFound();
        }

        ETags.Check(context.Request, creative.ETag);
        await service.DeleteAsync(creative, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async ValueTask<SavedCreative?> FindAsync(
        string id,
        Caller caller,
        ICreativeStore store,
        CancellationToken cancellationToken
    ) => Ulids.IsValid(id) ? await store.FindAsync(caller.TenantId, id, cancellationToken) : null;

    private static async Task<SavedCreativeView> ViewAsync(
        SavedCreative creative,
        CreativeService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        context.Response.Headers.ETag = ETags.Of(creative.ETag ?? "");
        return SavedCreativeView.From(creative, (await service.CountUsersAsync(creative.TenantId, [creative], cancellationToken))[0]);
    }

    private static Problem NotFound() => Problems.NotFound("The creative");
}
