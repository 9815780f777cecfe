using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Explanations;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Automations;

/// <summary>The endpoints of journeys.</summary>
internal static class JourneyEndpoints
{
    private const string Tag = AutomationEndpoints.Tag;
    private const string Contact = "contact";

    public static void MapJourneys(this IEndpointRouteBuilder automations)
    {
        automations
            .MapGet("/{id}/journeys", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                QueryParameter.OneOf<JourneyState>("status", "Only journeys in this state."),
                new QueryParameter(Contact, "Only journeys of this contact."),
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named("listJourneys", Tag, "Lists the journeys of an automation, oldest first.");
        automations
            .MapGet("/{id}/why", ExplainAsync)
            .Requires(Role.Viewer)
            .Query(new QueryParameter(Contact, "The id of the contact.") { IsRequired = true })
            .Named(
                "explainJourney",
                Tag,
                "Explains where a contact stands in an automation, what comes next and when, or why it has not entered."
            );
        automations
            .MapDelete("/{id}/journeys/{journeyId}", RemoveAsync)
            .Requires(Role.Operator)
            .Named("removeJourney", Tag, "Ends a journey: its contact gets no further step. The journey stays on record.");
    }

    public static void MapContactJourneys(this IEndpointRouteBuilder api) =>
        api.MapGet("/contacts/{id}/journeys", ListOfContactAsync)
            .Requires(Role.Viewer)
            .Named("listContactJourneys", Tag, "Lists a contact's journeys in all automations, oldest first.");

    private static async Task<Results<Ok<JourneyList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        AutomationReader automations,
        JourneyReader reader,
        CancellationToken cancellationToken
    )
    {
        if (await automations.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        JourneyStatus? status =
            query.One<JourneyState>("status") is { } wanted && EnumNames.TryParse<JourneyStatus>(EnumNames.Of(wanted), out var known)
                ? known
                : null;
        if (query.Text(Contact) is { } contact)
        {
            var own = await reader.OfContactAsync(caller.TenantId, contact, automation.Id, cancellationToken);
            return TypedResults.Ok(
                new JourneyList([.. own.Where(one => status is null || one.Journey.Status == status).Select(JourneyView.From)], Next: null)
            );
        }

        var page = await reader.ListAsync(automation, status, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new JourneyList([.. page.Items.Select(JourneyView.From)], page.Next));
    }

    private static async Task<Results<Ok<AutomationExplanationView>, Problem>> ExplainAsync(
        string id,
        Query query,
        Caller caller,
        AutomationReader automations,
        IContactStore contacts,
        EntryExplainer entries,
        JourneyReader reader,
        CancellationToken cancellationToken
    )
    {
        if (query.Text(Contact) is not { } contact)
        {
            return Problems.Invalid(Contact, "The contact is missing: give its id, as in ?contact=ann.");
        }

        if (await automations.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        if (await contacts.FindAsync(caller.TenantId, contact, cancellationToken) is null)
        {
            return Problems.NotFound("The contact");
        }

        var found = await reader.OfContactAsync(caller.TenantId, contact, automation.Id, cancellationToken);
        var entry = await entries.ExplainAsync(automation, contact, cancellationToken);
        return TypedResults.Ok(
            AutomationExplanationView.From(
                contact,
                automation.Id,
                [.. entry.Select(condition => new ConditionExplanationView(condition.Condition, condition.Holds, condition.Found))],
                [.. found.Select(JourneyView.From)]
            )
        );
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string id,
        string journeyId,
        Caller caller,
        AutomationReader automations,
        AutomationService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(context.Request);
        if (await automations.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        return await service.RemoveJourneyAsync(Actors.Of(context), automation, journeyId, cancellationToken) is not null
            ? TypedResults.NoContent()
            : Problems.NotFound("The journey");
    }

    private static async Task<Results<Ok<ContactJourneyList>, Problem>> ListOfContactAsync(
        string id,
        Caller caller,
        IContactStore contacts,
        JourneyReader reader,
        CancellationToken cancellationToken
    )
    {
        var found = await reader.OfContactAsync(caller.TenantId, id, automationId: null, cancellationToken);
        return found.Count > 0 || await contacts.FindAsync(caller.TenantId, id, cancellationToken) is not null
            ? TypedResults.Ok(new ContactJourneyList([.. found.Select(JourneyView.From)]))
            : Problems.NotFound("The contact");
    }
}
