using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Carts;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Carts;

/// <summary>The endpoints of carts: store, read, delete.</summary>
internal static class CartEndpoints
{
    private const string Tag = "Carts";

    public static void MapCarts(this IEndpointRouteBuilder api)
    {
        var carts = api.MapGroup("/carts");
        carts
            .MapPut("/{id}", PutAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Named(
                "saveCart",
                Tag,
                "Stores a cart as it is now. An older change than the stored one changes nothing, and the answer says so."
            );
        carts.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getCart", Tag, "Reads a cart.");
        carts
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteCart", Tag, "Deletes a cart. Only a later change brings it back.");
    }

    private static async Task<Results<Ok<CartView>, Problem>> PutAsync(
        string id,
        JsonBody<CartRequest> body,
        Caller caller,
        CartService service,
        HttpRequest request,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        ETags.Refuse(request, errors);
        var cart = body.Value.ToDefinition().Check(id, time.GetUtcNow(), errors);
        errors.ThrowIfAny();
        return await service.SaveAsync(caller.TenantId, cart!, cancellationToken) switch
        {
            (CartResult.OtherContact, _) => Problems.Conflict(
                "otherContact",
                "This cart already belongs to another contact: give each contact's cart an id of its own."
            ),
            (CartResult.UnknownContact, _) => Problems.Invalid("contact", "There is no contact with this id: store the contact first."),
            (CartResult.Late, { IsDeleted: true } deleted) => Problems.Conflict(
                "cartDeleted",
                $"The cart was deleted at {deleted.UpdatedAt.UtcDateTime:O}, after this change: only a later one brings it back."
            ),
            var (result, stored) => TypedResults.Ok(CartView.From(stored, OutcomeOf(result))),
        };
    }

    private static async Task<Results<Ok<CartView>, Problem>> GetAsync(
        string id,
        Caller caller,
        CartService service,
        CancellationToken cancellationToken
    ) =>
        await service.FindAsync(caller.TenantId, id, cancellationToken) is { } cart
            ? TypedResults.Ok(CartView.From(cart))
            : Problems.NotFound("The cart");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        CartService service,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        return await service.DeleteAsync(caller.TenantId, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("The cart");
    }

    private static CartOutcome OutcomeOf(CartResult result) =>
        result switch
        {
            CartResult.Stored => CartOutcome.Stored,
            CartResult.Repeated => CartOutcome.Unchanged,
            _ => CartOutcome.Late,
        };
}
