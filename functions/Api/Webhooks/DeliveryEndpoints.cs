using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Webhooks;

/// <summary>The endpoints of webhooks' deliveries: list, redeliver, test.</summary>
internal static class DeliveryEndpoints
{
    private const string Tag = "Webhooks";

    private static readonly QueryParameter Status = QueryParameter.OneOf<DeliveryStatus>("status", "Only deliveries with this status.");

    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var webhook = api.MapGroup("/webhooks/{id}");
        webhook
            .MapPost("/test", PingAsync)
            .Requires(Role.Operator)
            .Idempotent()
            .Named("testWebhook", Tag, "Sends the event `webhook.ping`, as every event is sent.");
        webhook
            .MapGet("/deliveries", ListAsync)
            .Requires(Role.Viewer)
            .Query(Status, QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listDeliveries", Tag, "Lists a webhook's deliveries of the last 30 days, newest event first.");
        webhook
            .MapPost("/deliveries/{delivery}/redeliver", RedeliverAsync)
            .Requires(Role.Operator)
            .Idempotent()
            .Named("redeliver", Tag, "Tries a delivery again, whatever became of it.");
    }

    private static async Task<Results<Ok<DeliveryView>, Problem>> PingAsync(
        string id,
        NoBody body,
        ResourceId pingId,
        Caller caller,
        IWebhookStore store,
        WebhookService service,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } webhook
            ? TypedResults.Ok(DeliveryView.From(await service.PingAsync(webhook, pingId.Value, cancellationToken)))
            : Problems.NotFound("The webhook");

    private static async Task<Results<Ok<DeliveryList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        IWebhookStore store,
        IWebhookDeliveryStore deliveries,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return Problems.NotFound("The webhook");
        }

        var status = query.One<DeliveryStatus>("status");
        var page = await deliveries.ListAsync(caller.TenantId, id, status, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new DeliveryList([.. page.Items.Select(DeliveryView.From)], page.Next));
    }

    private static async Task<Results<Ok<DeliveryView>, Problem>> RedeliverAsync(
        string id,
        string delivery,
        NoBody body,
        Caller caller,
        IWebhookStore store,
        IWebhookDeliveryStore deliveries,
        WebhookService service,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } webhook ? Problems.NotFound("The webhook")
        : await deliveries.FindAsync(caller.TenantId, id, delivery, cancellationToken) is not { } found ? Problems.NotFound("The delivery")
        : TypedResults.Ok(DeliveryView.From(await service.RedeliverAsync(webhook, found, cancellationToken)));
}
