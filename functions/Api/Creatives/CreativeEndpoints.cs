using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Creatives;

/// <summary>The endpoints of creatives.</summary>
internal static class CreativeEndpoints
{
    private const string Tag = "Creatives";

    public static void MapCreatives(this IEndpointRouteBuilder api) =>
        api.MapGroup("/creatives")
            .MapPost("/preview", PreviewAsync)
            .Requires(Role.Viewer)
            .Named("previewCreative", Tag, "Fills a creative for a contact or a sample, and stores nothing.");

    private static async Task<Ok<CreativePreviewView>> PreviewAsync(
        JsonBody<CreativePreviewRequest> body,
        Caller caller,
        CreativePreviewer previewer,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await previewer.PreviewAsync(caller.TenantId, body.Value, cancellationToken));
}
