using CampaignTasks.Api.Http;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Tenants;

/// <summary>Changes settings; when somebody else changes them at once, on top of that.</summary>
internal sealed class SettingsService(ISettingsStore store)
{
    /// <exception cref="ProblemException">422: something is wrong with the change; 412: another version.</exception>
    public Task<TenantSettings> ChangeAsync(
        string tenantId, JsonBody<SettingsChange> body, HttpRequest request, CancellationToken cancellationToken) => ConflictRetry.RetryAsync(
        async () =>
        {
            var before = await store.ReadAsync(tenantId, cancellationToken);
            ETags.Check(request, before.ETag ?? "");
            var errors = new ValidationErrors();
            var changed = Changed(before, body).Check(before, errors);
            errors.ThrowIfAny();
            return await store.SaveAsync(changed, cancellationToken);
        },
        ConflictRetry.FewRounds);

    private static SettingsDefinition Changed(TenantSettings before, JsonBody<SettingsChange> body)
    {
        var (definition, change) = (SettingsDefinition.From(before), body.Value);
        return definition with
        {
            Consent = body.Given.Contains("consent") ? change.Consent : definition.Consent,
            Caps = body.Given.Contains("caps") ? Caps(before, change.Caps) : definition.Caps,
            AttributionWindow = body.Given.Contains("attributionWindow") ? change.AttributionWindow : definition.AttributionWindow,
            TimeZone = body.Given.Contains("timeZone") ? change.TimeZone : definition.TimeZone,
        };
    }

    private static Dictionary<string, CapDefinition?> Caps(TenantSettings before, Dictionary<string, CapRequest?>? caps) => caps is null
        ? before.Caps.Keys.ToDictionary(channel => EnumNames.Of(channel), _ => (CapDefinition?)null, StringComparer.Ordinal)
        : caps.ToDictionary(cap => cap.Key, cap => cap.Value is { } given ? new CapDefinition(given.Messages, given.Period) : null, StringComparer.Ordinal);
}
