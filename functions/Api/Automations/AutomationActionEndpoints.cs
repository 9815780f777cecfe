using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Automations;

/// <summary>The endpoints for people's actions on automations: <c>POST /api/automations/{id}/{action}</c>.</summary>
internal static class AutomationActionEndpoints
{
    private const string Tag = AutomationEndpoints.Tag;

    public static void MapAutomationActions(this IEndpointRouteBuilder automations)
    {
        automations
            .MapPost("/{id}/start", StartAsync)
            .Named("startAutomation", Tag, "Starts a draft: from now on people enter.")
            .Requires(Role.Operator)
            .Idempotent();
        automations
            .MapPost("/{id}/pause", PauseAsync)
            .Named("pauseAutomation", Tag, "Pauses: people enter and leave, and no journey goes on until it is resumed.")
            .Requires(Role.Operator)
            .Idempotent();
        automations
            .MapPost("/{id}/resume", ResumeAsync)
            .Named("resumeAutomation", Tag, "Goes on: what came due during the pause is done at once.")
            .Requires(Role.Operator)
            .Idempotent();
        automations
            .MapPost("/{id}/archive", ArchiveAsync)
            .Named("archiveAutomation", Tag, "Ends it for good: nobody enters any more, and journeys under way exit.")
            .Requires(Role.Operator)
            .Idempotent();
        automations
            .MapPost("/{id}/rotate-secret", RotateSecretAsync)
            .Named("rotateAutomationSecret", Tag, "Makes a new secret, shown once, which signs what webhook steps post.")
            .Requires(Role.Admin)
            .Idempotent()
            .ShowsSecret();
        automations
            .MapPost("/{id}/copy", CopyAsync)
            .Named("copyAutomation", Tag, "Makes a new draft of the same definition.")
            .Requires(Role.Operator)
            .Idempotent();
    }

    private static async Task<Results<Ok<AutomationSecretView>, Problem>> RotateSecretAsync(
        string id,
        NoBody body,
        Caller caller,
        AutomationService service,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        Ulids.IsValid(id)
        && await service.RotateSecretAsync(Actors.Of(context), new AutomationKey(caller.TenantId, id), cancellationToken) is { } secret
            ? TypedResults.Ok(new AutomationSecretView(secret))
            : AutomationReader.NotFound();

    private static Task<Results<Ok<AutomationView>, Problem>> StartAsync(
        string id,
        NoBody body,
        AutomationActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "start", (automation, now) => automation.Start(now), cancellationToken);

    private static Task<Results<Ok<AutomationView>, Problem>> PauseAsync(
        string id,
        NoBody body,
        AutomationActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "pause", (automation, now) => automation.Pause(Automation.PausedByUser, now), cancellationToken);

    private static Task<Results<Ok<AutomationView>, Problem>> ResumeAsync(
        string id,
        NoBody body,
        AutomationActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "resume", (automation, now) => automation.Resume(now), cancellationToken);

    private static Task<Results<Ok<AutomationView>, Problem>> ArchiveAsync(
        string id,
        NoBody body,
        AutomationActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "archive", (automation, now) => automation.Archive(now), cancellationToken);

    private static async Task<Results<Created<AutomationView>, Problem>> CopyAsync(
        string id,
        NoBody body,
        ResourceId newId,
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

        var copy = await service.CopyAsync(Actors.Of(context), automation, newId.Value, cancellationToken);
        return TypedResults.Created($"/api/automations/{copy.Id}", await reader.ReadAsync(copy, context, cancellationToken));
    }
}
