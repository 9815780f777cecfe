using System.Net;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Unsubscribe;

/// <summary>
/// The page behind the unsubscribe link in e-mails, and its one-click form (RFC 8058). Opening the page changes nothing, since mail
/// filters open links; only a POST unsubscribes, and repeating it changes nothing more.
/// </summary>
internal static class UnsubscribeEndpoints
{
    private const string Source = "unsubscribe link";

    public static void MapUnsubscribe(this IEndpointRouteBuilder api)
    {
        api.MapGet("/unsubscribe/{token}", Show).IsOpen().WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
        api.MapPost("/unsubscribe/{token}", UnsubscribeAsync).IsOpen().WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
    }

    private static HtmlPage Show(string token, UnsubscribeLinks links) =>
        links.TryRead(token, out var who)
            ? Page(
                200,
                "Unsubscribe",
                $"<p>Stop messages to <b>{WebUtility.HtmlEncode(who.Address)}</b>?</p><form method=\"post\"><button>Unsubscribe</button></form>"
            )
            : Unknown();

    private static async Task<HtmlPage> UnsubscribeAsync(
        string token,
        UnsubscribeLinks links,
        ConsentService consents,
        UnsubscribeRecorder unsubscribes,
        CancellationToken cancellationToken
    )
    {
        if (!links.TryRead(token, out var who))
        {
            return Unknown();
        }

        await consents.RecordAsync(
            who.TenantId,
            who.Channel,
            who.Address,
            who.ContactId,
            ConsentStatus.Unsubscribed,
            Source,
            cancellationToken
        );
        await unsubscribes.RecordAsync(who, cancellationToken);
        return Page(200, "Unsubscribed", $"<p><b>{WebUtility.HtmlEncode(who.Address)}</b> gets no more of these messages.</p>");
    }

    private static HtmlPage Unknown() =>
        Page(404, "Unknown link", "<p>This link is incomplete or unknown. Open the full link from the message.</p>");

    private static HtmlPage Page(int status, string title, string body) =>
        new(
            status,
            $$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <title>{{title}}</title><style>body{font:1.1rem system-ui;max-width:30rem;margin:15vh auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem}</style></head>
            <body><h1>{{title}}</h1>{{body}}</body></html>
            """
        );
}
