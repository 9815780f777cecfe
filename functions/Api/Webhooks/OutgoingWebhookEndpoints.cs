using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Webhooks;

/// <summary>The endpoints of webhooks that are notified of events: create, list, read, change, delete, new secret.</summary>
internal static class OutgoingWebhookEndpoints
{
    private const string Tag = "Webhooks";

    public static void MapOutgoingWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks");
        webhooks
            .MapPost("", AddAsync)
            .Requires(Role.Admin)
            .Idempotent()
            .ShowsSecret()
            .Named("createWebhook", Tag, "Creates a webhook. Its secret is shown only in this response.");
        webhooks
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listWebhooks", Tag, "Lists webhooks, newest first.");
        webhooks
            .MapGet("/events", Types)
            .Requires(Role.Viewer)
            .Named("listWebhookEvents", Tag, "Lists the types of events that a webhook can name.");
        webhooks.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getWebhook", Tag, "Reads a webhook.");
        webhooks
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Admin)
            .Named("changeWebhook", Tag, "Changes a webhook, or switches it on or off.");
        webhooks.MapDelete("/{id}", DeleteAsync).Requires(Role.Admin).Named("deleteWebhook", Tag, "Deletes a webhook with its deliveries.");
        webhooks
            .MapPost("/{id}/rotate-secret", RotateAsync)
            .Requires(Role.Admin)
            .Idempotent()
            .ShowsSecret()
            .Named("rotateWebhookSecret", Tag, "Makes a new secret, shown once. For a day the one before signs, too.");
    }

    private static async Task<Created<WebhookSecretView>> AddAsync(
        JsonBody<WebhookRequest> body,
        ResourceId id,
        Caller caller,
        WebhookService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (webhook, secret) = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        context.Response.Headers.ETag = ETags.Of(webhook.ETag ?? "");
        return TypedResults.Created($"/api/webhooks/{webhook.Id}", WebhookSecretView.From(webhook, secret));
    }

    private static async Task<Ok<WebhookList>> ListAsync(
        Query query,
        Caller caller,
        IWebhookStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var all = await store.ListAsync(caller.TenantId, cancellationToken);
        var page = WholeLists.Page(all, $"{caller.TenantId}/webhooks", webhook => webhook.Id, query, isDescending: true);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new WebhookList([.. page.Items.Select(webhook => WebhookView.From(webhook, now))], page.Next));
    }

    private static Ok<EventTypeList> Types() =>
        TypedResults.Ok(new EventTypeList([.. WebhookEventType.All.Select(type => new EventTypeView(type.Name, type.Description))]));

    private static async Task<Results<Ok<WebhookView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IWebhookStore store,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } webhook
            ? TypedResults.Ok(Tagged(webhook, time, context))
            : NotFound();

    private static async Task<Results<Ok<WebhookView>, Problem>> ChangeAsync(
        string id,
        JsonBody<WebhookChange> body,
        Caller caller,
        IWebhookStore store,
        WebhookService service,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } webhook)
        {
            return NotFound();
        }

        ETags.Check(context.Request, webhook.ETag);
        return TypedResults.Ok(Tagged(await service.ChangeAsync(webhook, body.ToPatch(), cancellationToken), time, context));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        IWebhookStore store,
        WebhookService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } webhook)
        {
            return NotFound();
        }

        ETags.Check(context.Request, webhook.ETag);
        await service.DeleteAsync(webhook, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<WebhookSecretView>, Problem>> RotateAsync(
        string id,
        NoBody body,
        Caller caller,
        IWebhookStore store,
        WebhookService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } webhook)
        {
            return NotFound();
        }

        var (rotated, secret) = await service.RotateAsync(webhook, cancellationToken);
        context.Response.Headers.ETag = ETags.Of(rotated.ETag ?? "");
        return TypedResults.Ok(WebhookSecretView.From(rotated, secret));
    }

    private static WebhookView Tagged(Webhook webhook, TimeProvider time, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(webhook.ETag ?? "");
        return WebhookView.From(webhook, time.GetUtcNow());
    }

    private static Problem NotFound() => Problems.NotFound("The webhook");
}
