using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Events;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Events;

/// <summary>The endpoints of events: submit and list. Files of events are imports.</summary>
internal static class EventEndpoints
{
    private const string Tag = "Events";
    private const string Name = "name";

    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapPost("/events", SaveAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("saveEvent", Tag, "Submits something that a contact did. The same id again changes nothing.");
        api.MapGet("/contacts/{id}/events", ListAsync)
            .Requires(Role.Viewer)
            .Query(new QueryParameter(Name, "Only events of this name; case does not matter."), QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listEvents", Tag, "Lists a contact's events, newest first.");
    }

    private static async Task<Results<Ok<EventView>, Problem>> SaveAsync(
        JsonBody<EventRequest> body,
        Caller caller,
        EventService service,
        IEventStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var submitted = body.Value.ToDefinition().Check(time.GetUtcNow(), errors);
        errors.ThrowIfAny();
        return (await service.SaveAsync(caller.TenantId, [submitted!], cancellationToken))[0] switch
        {
            EventResult.OtherContact => Problems.Conflict(
                "otherContact",
                "Another contact's event has this id: give each event an id of its own."
            ),
            EventResult.UnknownContact => Problems.Invalid("contact", "There is no contact with this id: store the contact first."),
            EventResult.Stored => TypedResults.Ok(EventView.From(submitted!)),
            _ => await store.FindAsync(caller.TenantId, submitted!.Id, cancellationToken) is { } first
                ? TypedResults.Ok(EventView.From(first))
                : Problems.NotFound("The event"),
        };
    }

    private static async Task<Results<Ok<EventList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        IEventStore store,
        CancellationToken cancellationToken
    )
    {
        if (!ExternalId.IsValid(id))
        {
            return Problems.NotFound("The contact");
        }

        var page = await store.ListAsync(caller.TenantId, id, query.Text(Name), query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new EventList([.. page.Items.Select(EventView.From)], page.Next));
    }
}
