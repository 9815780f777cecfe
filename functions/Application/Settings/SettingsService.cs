using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Settings;

/// <summary>
/// The use case of changing settings. When another request changes them at the same time, a change is applied on top of that one.
/// </summary>
internal sealed class SettingsService(ISettingsStore store)
{
    /// <summary>Stores a change.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="change">The change.</param>
    /// <param name="precondition">Throws when the stored version is not the one the caller expects.</param>
    /// <param name="cancellationToken">Cancels the change before it is stored.</param>
    /// <exception cref="ValidationException">The change is not valid.</exception>
    public Task<TenantSettings> ChangeAsync(
        string tenantId,
        Patch<SettingsChange> change,
        Action<string?> precondition,
        CancellationToken cancellationToken
    ) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                var before = await store.ReadAsync(tenantId, cancellationToken);
                precondition(before.ETag ?? "");
                var errors = new ValidationErrors();
                var changed = Changed(before, change).Check(before, errors);
                errors.ThrowIfAny();
                return await store.SaveAsync(changed, cancellationToken);
            },
            ConflictRetry.FewRounds
        );

    private static SettingsDefinition Changed(TenantSettings before, Patch<SettingsChange> patch)
    {
        var (definition, change) = (SettingsDefinition.From(before), patch.Value);
        return definition with
        {
            Consent = patch.Has("consent") ? change.Consent : definition.Consent,
            Caps = patch.Has("caps") ? Caps(before, change.Caps) : definition.Caps,
            AttributionWindow = patch.Has("attributionWindow") ? change.AttributionWindow : definition.AttributionWindow,
            TimeZone = patch.Has("timeZone") ? change.TimeZone : definition.TimeZone,
            Country = patch.Has("country") ? change.Country : definition.Country,
            Language = patch.Has("language") ? change.Language : definition.Language,
            Approval = patch.Has("approval") ? change.Approval : definition.Approval,
            ApprovalByChannel = patch.Has("approvalByChannel") ? Approvals(before, change.ApprovalByChannel) : definition.ApprovalByChannel,
            Retention = patch.Has("retention") ? Retention(before.Retention, change.Retention) : definition.Retention,
        };
    }

    private static Dictionary<string, ApprovalRule?> Approvals(TenantSettings before, Dictionary<string, ApprovalRule?>? rules) =>
        rules
        ?? before.ApprovalByChannel.Keys.ToDictionary(channel => EnumNames.Of(channel), _ => (ApprovalRule?)null, StringComparer.Ordinal);

    private static RetentionDefinition? Retention(RetentionPeriods before, RetentionRequest? request) =>
        request is null
            ? null
            : new(
                request.Messages ?? before.Messages,
                request.Audit ?? before.Audit,
                request.Sandbox ?? before.Sandbox,
                request.Imports ?? before.Imports,
                request.Events ?? before.Events,
                request.Carts ?? before.Carts,
                request.Journeys ?? before.Journeys
            );

    private static Dictionary<string, CapDefinition?> Caps(TenantSettings before, Dictionary<string, CapRequest?>? caps) =>
        caps is null
            ? before.Caps.Keys.ToDictionary(channel => EnumNames.Of(channel), _ => (CapDefinition?)null, StringComparer.Ordinal)
            : caps.ToDictionary(
                cap => cap.Key,
                cap => cap.Value is { } given ? new CapDefinition(given.Messages, given.Period) : null,
                StringComparer.Ordinal
            );
}
