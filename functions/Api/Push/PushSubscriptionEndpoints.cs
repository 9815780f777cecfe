using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Push;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Push;

/// <summary>The endpoints of browsers' subscriptions: create, list, delete.</summary>
internal static class PushSubscriptionEndpoints
{
    private const string Tag = "Contacts";

    public static void MapPushSubscriptions(this IEndpointRouteBuilder api)
    {
        var subscriptions = api.MapGroup("/contacts/{id}/push-subscriptions");
        subscriptions
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Named("addPushSubscription", Tag, "Stores a browser's subscription: it becomes the contact's address for push messages.");
        subscriptions
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Named("listPushSubscriptions", Tag, "Lists the contact's browsers, the one seen last first.");
        subscriptions
            .MapDelete("/{subscription}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deletePushSubscription", Tag, "Deletes a browser's subscription; the one seen before it becomes the address.");
    }

    private static async Task<Results<Created<PushSubscriptionView>, Problem>> AddAsync(
        string id,
        JsonBody<PushSubscriptionRequest> body,
        Caller caller,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    ) =>
        ExternalId.IsValid(id) && await subscriptions.AddAsync(new(caller.TenantId, id), body.Value, cancellationToken) is { } added
            ? TypedResults.Created(
                $"/api/contacts/{Uri.EscapeDataString(id)}/push-subscriptions/{added.Id}",
                PushSubscriptionView.From(added)
            )
            : Problems.NotFound("The contact");

    private static async Task<Results<Ok<PushSubscriptionList>, Problem>> ListAsync(
        string id,
        Caller caller,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    ) =>
        ExternalId.IsValid(id) && await subscriptions.ListAsync(new(caller.TenantId, id), cancellationToken) is { } found
            ? TypedResults.Ok(new PushSubscriptionList([.. found.Select(PushSubscriptionView.From)]))
            : Problems.NotFound("The contact");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        string subscription,
        Caller caller,
        PushSubscriptions subscriptions,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        return ExternalId.IsValid(id) && await subscriptions.DeleteAsync(new(caller.TenantId, id), subscription, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("The subscription");
    }
}
