using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Settings;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>The endpoints of a tenant's settings.</summary>
internal static class SettingsEndpoints
{
    private const string Tag = "Settings";

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/settings", GetAsync)
            .Requires(Role.Viewer)
            .Named("getSettings", Tag, "Reads the settings for all tasks: consent, caps, attribution, time zone, approval, retention.");
        api.MapPatch("/settings", ChangeAsync)
            .Requires(Role.Admin)
            .Named("changeSettings", Tag, "Changes the given settings. Current runs apply them within a minute.");
    }

    private static async Task<Ok<SettingsView>> GetAsync(
        Caller caller,
        ISettingsStore store,
        HttpContext context,
        CancellationToken cancellationToken
    ) => Tagged(await store.ReadAsync(caller.TenantId, cancellationToken), context);

    private static async Task<Ok<SettingsView>> ChangeAsync(
        JsonBody<SettingsChange> body,
        Caller caller,
        SettingsService service,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        Tagged(
            await service.ChangeAsync(caller.TenantId, body.ToPatch(), version => ETags.Check(context.Request, version), cancellationToken),
            context
        );

    private static Ok<SettingsView> Tagged(TenantSettings settings, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(settings.ETag ?? "");
        return TypedResults.Ok(SettingsView.From(settings));
    }
}
