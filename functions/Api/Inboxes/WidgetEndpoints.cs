using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Inboxes;

/// <summary>The files of the widget, which hold nothing of anybody: the page that includes them brings the contact's token.</summary>
internal static class WidgetEndpoints
{
    private const string Cached = "public, max-age=3600";

    public static void MapWidget(this IEndpointRouteBuilder api)
    {
        api.MapGet("/widget.js", Script).IsOpen().WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
        api.MapGet("/widget", Frame).IsOpen().WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
    }

    private static FileContentHttpResult Script(HttpContext context, WidgetFiles files)
    {
        context.Response.Headers.CacheControl = Cached;

        // The script is for pages of other origins.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(files.Script, "text/javascript; charset=utf-8", entityTag: files.ScriptTag);
    }

    private static FileContentHttpResult Frame(HttpContext context, WidgetFiles files)
    {
        context.Response.Headers.CacheControl = Cached;
        context.Response.Headers.ContentSecurityPolicy = files.FramePolicy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        return TypedResults.Bytes(files.Frame, "text/html; charset=utf-8", entityTag: files.FrameTag);
    }
}
