using System.Globalization;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Orders;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Orders;

/// <summary>The endpoints of orders: submit, read, delete.</summary>
internal static class OrderEndpoints
{
    private const string Tag = "Orders";

    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders", SaveAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named(
                "saveOrder",
                Tag,
                "Submits an order or a newer version of it. The same version again, or an older one, changes nothing."
            );
        api.MapGet("/orders/{id}", GetAsync).Requires(Role.Viewer).Named("getOrder", Tag, "Reads an order.");
        api.MapDelete("/orders/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named(
                "deleteOrder",
                Tag,
                "Deletes an order: its contact no longer counts as a buyer by it, and it is no conversion any more."
            );
        api.MapGet("/contacts/{id}/orders", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listOrders", Tag, "Lists a contact's orders, oldest first.");
    }

    private static async Task<Results<Ok<OrderView>, Problem>> SaveAsync(
        JsonBody<OrderRequest> body,
        Caller caller,
        OrderService service,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var upsert = body.Value.ToDefinition().Check(errors);
        errors.ThrowIfAny();
        return await service.SaveAsync(caller.TenantId, upsert!, cancellationToken) switch
        {
            UpsertResult.OtherContact => Problems.Conflict(
                "otherContact",
                "This order already belongs to another contact: submit it with that contact."
            ),
            UpsertResult.TooMany => Problems.Invalid(
                "contact",
                "The contact has the maximum number of orders, some thousands: use another one for wholesale."
            ),
            _ => await service.FindAsync(caller.TenantId, upsert!.Order.Id, cancellationToken) is { } stored
                ? TypedResults.Ok(OrderView.From(stored.ContactId, stored.Order))
                : Problems.NotFound("The order"),
        };
    }

    private static async Task<Results<Ok<OrderView>, Problem>> GetAsync(
        string id,
        Caller caller,
        OrderService service,
        CancellationToken cancellationToken
    ) =>
        await service.FindAsync(caller.TenantId, id, cancellationToken) is { } found
            ? TypedResults.Ok(OrderView.From(found.ContactId, found.Order))
            : Problems.NotFound("The order");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        OrderService service,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        return await service.DeleteAsync(caller.TenantId, id, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("The order");
    }

    // A contact may have orders before it is stored; an invalid id has none.
    private static async Task<Results<Ok<OrderList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        IOrderStore store,
        CancellationToken cancellationToken
    )
    {
        if (!ExternalId.IsValid(id))
        {
            return Problems.NotFound("The contact");
        }

        var history = await store.ReadHistoryAsync(caller.TenantId, id, cancellationToken);
        var page = WholeLists.Page(history.Orders, $"{caller.TenantId}/orders/{id}", KeyOf, query);
        return TypedResults.Ok(new OrderList([.. page.Items.Select(order => OrderView.From(id, order))], page.Next));
    }

    private static string KeyOf(Order order) => string.Create(CultureInfo.InvariantCulture, $"{order.At.UtcTicks:D19}/{order.Id}");
}
