using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Automations;

/// <summary>Automations: create, read, change, delete, and their log. Their moves are in <see cref="AutomationActionEndpoints"/>.</summary>
internal static class AutomationEndpoints
{
    public const string Tag = "Automations";

    public static void MapAutomations(this IEndpointRouteBuilder api)
    {
        var automations = api.MapGroup("/automations");
        automations
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .Idempotent()
            .BodyLimit(RequestBody.ListLimit)
            .Named("createAutomation", Tag, "Creates an automation: a draft, unless it says that it starts at once.");
        automations
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                QueryParameter.OneOf<AutomationStatus>("status", "Only automations in this state."),
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named("listAutomations", Tag, "Lists automations, newest first.");
        automations
            .MapGet("/presets", ListPresetsAsync)
            .Requires(Role.Viewer)
            .Named("listAutomationPresets", Tag, "Lists automations to begin with, each ready to be posted.");
        automations.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getAutomation", Tag, "Reads an automation with its counts.");
        automations
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .BodyLimit(RequestBody.ListLimit)
            .Named(
                "changeAutomation",
                Tag,
                "Changes an automation's definition; needs If-Match. Once started that is a new version, and the answer says how many journeys go by it."
            );
        automations
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteAutomation", Tag, "Deletes a draft or an archived automation with its journeys and messages.");
        automations
            .MapGet("/{id}/audit", ListLogAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listAutomationLog", Tag, "Lists what happened to an automation and who did it, newest first.");
        automations
            .MapGet("/{id}/forecast", ForecastAsync)
            .Requires(Role.Viewer)
            .Named("forecastAutomation", Tag, "Counts the steps that come due in the next seven days, by hour.");
        automations.MapAutomationActions();
        automations.MapAutomationTests();
        automations.MapJourneys();
    }

    private static async Task<Created<AutomationView>> AddAsync(
        JsonBody<AutomationRequest> body,
        ResourceId id,
        Caller caller,
        AutomationService service,
        AutomationReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var key = new AutomationKey(caller.TenantId, id.Value);
        var automation = await service.AddAsync(Actors.Of(context), key, body.Value, cancellationToken);
        return TypedResults.Created($"/api/automations/{automation.Id}", await reader.ReadAsync(automation, context, cancellationToken));
    }

    private static async Task<Ok<AutomationList>> ListAsync(
        Query query,
        Caller caller,
        IAutomationStore store,
        AutomationReader reader,
        CancellationToken cancellationToken
    )
    {
        var status = query.One<AutomationStatus>("status");
        var page = await store.ListAsync(caller.TenantId, status, query.Limit, query.Cursor, cancellationToken);
        List<AutomationView> items = [];
        foreach (var automation in page.Items)
        {
            items.Add(await reader.ReadAsync(automation, cancellationToken));
        }

        return TypedResults.Ok(new AutomationList(items, page.Next));
    }

    private static async Task<Ok<PresetList>> ListPresetsAsync(
        Caller caller,
        AutomationPresets presets,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(new PresetList(await presets.ListAsync(caller.TenantId, cancellationToken)));

    private static async Task<Results<Ok<AutomationForecastView>, Problem>> ForecastAsync(
        string id,
        Caller caller,
        AutomationReader reader,
        JourneyForecast forecast,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        var due = await forecast.OfAsync(automation, cancellationToken);
        return TypedResults.Ok(new AutomationForecastView(due.Until, due.Steps, due.IsPartial));
    }

    private static async Task<Results<Ok<AutomationView>, Problem>> GetAsync(
        string id,
        Caller caller,
        AutomationReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller, id, cancellationToken) is { } automation
            ? TypedResults.Ok(await reader.ReadAsync(automation, context, cancellationToken))
            : AutomationReader.NotFound();

    private static async Task<Results<Ok<AutomationView>, Problem>> ChangeAsync(
        string id,
        JsonBody<AutomationChange> body,
        Caller caller,
        AutomationService service,
        AutomationReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        ETags.Require(context.Request, automation.ETag);
        var changed = await service.ChangeAsync(Actors.Of(context), automation, body.ToPatch(), cancellationToken);
        var view = await reader.ReadAsync(changed, context, cancellationToken);
        return TypedResults.Ok(
            changed.Version == automation.Version
                ? view
                : view with
                {
                    Change = await reader.ChangeAsync(automation, changed, cancellationToken),
                }
        );
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        AutomationService service,
        AutomationReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        ETags.Check(context.Request, automation.ETag);
        await service.DeleteAsync(automation, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<AutomationLog>, Problem>> ListLogAsync(
        string id,
        Query query,
        Caller caller,
        AutomationReader reader,
        IAutomationStore store,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        var page = await store.ListEntriesAsync(automation.Key, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new AutomationLog([.. page.Items.Select(AutomationEntryView.From)], page.Next));
    }
}
