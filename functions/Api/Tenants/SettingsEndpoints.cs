using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>What a tenant decides for all its tasks.</summary>
internal static class SettingsEndpoints
{
    private const string Tag = "Settings";

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/settings", GetAsync).Requires(Role.Viewer).Named("getSettings", Tag, "Reads what holds for all tasks: consent, caps, attribution, time zone.");
        api.MapPatch("/settings", ChangeAsync).Requires(Role.Admin).Named("changeSettings", Tag, "Changes what is given. Runs under way follow within a minute.");
    }

    private static async Task<Ok<SettingsView>> GetAsync(Caller caller, ISettingsStore store, HttpContext context, CancellationToken cancellationToken) =>
        Tagged(await store.ReadAsync(caller.TenantId, cancellationToken), context);

    private static async Task<Ok<SettingsView>> ChangeAsync(
        JsonBody<SettingsChange> body, Caller caller, SettingsDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        Tagged(await desk.ChangeAsync(caller.TenantId, body, context.Request, cancellationToken), context);

    private static Ok<SettingsView> Tagged(TenantSettings settings, HttpContext context)
    {
        context.Response.Headers.ETag = Tags.Of(settings.ETag ?? "");
        return TypedResults.Ok(SettingsView.Of(settings));
    }
}

/// <summary>Changes settings; when somebody else changes them at once, on top of that.</summary>
internal sealed class SettingsDesk(ISettingsStore store)
{
    private const int Tries = 5;

    /// <exception cref="ProblemException">422: something is wrong with the change; 412: another version.</exception>
    public async Task<TenantSettings> ChangeAsync(string tenantId, JsonBody<SettingsChange> body, HttpRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await store.ReadAsync(tenantId, cancellationToken);
            Tags.Check(request, before.ETag ?? "");
            var errors = new FieldErrors();
            var changed = Changed(before, body).Check(before, errors);
            errors.Refuse();
            try
            {
                return await store.SaveAsync(changed, cancellationToken);
            }
            catch (LostRaceException) when (attempt < Tries)
            {
                // Read again and say it again.
            }
        }
    }

    private static SettingsDefinition Changed(TenantSettings before, JsonBody<SettingsChange> body)
    {
        var (definition, change) = (SettingsDefinition.Of(before), body.Value);
        return definition with
        {
            Consent = body.Given.Contains("consent") ? change.Consent : definition.Consent,
            Caps = body.Given.Contains("caps") ? Caps(before, change.Caps) : definition.Caps,
            AttributionWindow = body.Given.Contains("attributionWindow") ? change.AttributionWindow : definition.AttributionWindow,
            TimeZone = body.Given.Contains("timeZone") ? change.TimeZone : definition.TimeZone,
        };
    }

    private static Dictionary<string, CapDefinition?> Caps(TenantSettings before, Dictionary<string, CapRequest?>? caps) => caps is null
        ? before.Caps.Keys.ToDictionary(channel => WireNames.Of(channel), _ => (CapDefinition?)null, StringComparer.Ordinal)
        : caps.ToDictionary(cap => cap.Key, cap => cap.Value is { } given ? new CapDefinition(given.Messages, given.Period) : null, StringComparer.Ordinal);
}
