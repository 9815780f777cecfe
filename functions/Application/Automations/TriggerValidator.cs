using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Automations;

/// <summary>The check of the triggers of automations.</summary>
internal sealed class TriggerValidator(IAudienceStore audiences)
{
    private const int LongestEventName = 100;

    /// <summary>Checks a trigger; null beside an error.</summary>
    public async Task<AutomationTrigger?> CheckAsync(
        string tenantId,
        TriggerRequest? given,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        switch (given?.Kind)
        {
            case null:
                errors.Add("trigger", "The trigger is missing: give one, as in {\"kind\":\"listJoined\",\"list\":\"…\"}.");
                return null;
            case "listJoined":
                RefuseOthers(given, errors, "list");
                return await ListAsync(tenantId, given.List, errors, cancellationToken);
            case "purchase":
                RefuseOthers(given, errors, "products", "countries");
                return new AutomationTrigger.Purchase
                {
                    Products = BuyersDefinition.Ids(given.Products, "trigger.products", errors),
                    Countries = BuyersDefinition.CheckCountries(given.Countries, "trigger.countries", errors),
                };
            case "cartAbandoned":
                RefuseOthers(given, errors, "after");
                return new AutomationTrigger.AbandonedCart(
                    AutomationValidator.CheckDuration(given.After, "trigger.after", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), errors)
                );
            case "event":
                RefuseOthers(given, errors, "name", "where");
                return CheckEvent(given, errors);
            case "segmentEntered":
                RefuseOthers(given, errors, "segment", "includePresent");
                return await SegmentAsync(tenantId, given, errors, cancellationToken);
            default:
                errors.Add("trigger.kind", "There is no such trigger: give listJoined, segmentEntered, purchase, cartAbandoned or event.");
                return null;
        }
    }

    private async Task<AutomationTrigger.ListMembership?> ListAsync(
        string tenantId,
        string? id,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (id is null || await audiences.FindAsync(tenantId, id, cancellationToken) is not { IsList: true })
        {
            errors.Add("trigger.list", "The list is missing or does not exist: find lists with GET /api/audiences.");
            return null;
        }

        return new AutomationTrigger.ListMembership(id);
    }

    private async Task<AutomationTrigger.SegmentMembership?> SegmentAsync(
        string tenantId,
        TriggerRequest given,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var saved = given.Segment is null ? null : await audiences.FindAsync(tenantId, given.Segment, cancellationToken);
        if (saved?.Rule is not Segment)
        {
            errors.Add(
                "trigger.segment",
                saved is null
                    ? "The segment is missing or does not exist: give the id of a saved audience that has a segment; find them with GET /api/audiences."
                    : "This audience has no segment: save one with POST /api/audiences and a segment, or use listJoined for a list."
            );
            return null;
        }

        return new AutomationTrigger.SegmentMembership(saved.Id) { IncludesPresent = given.IncludePresent is true };
    }

    private static AutomationTrigger.CustomEvent CheckEvent(TriggerRequest given, ValidationErrors errors)
    {
        if (TextRules.IsInvisible(given.Name) || TextLength.IsOver(given.Name, LongestEventName))
        {
            errors.Add("trigger.name", $"The event's name is missing or too long: give 1 to {LongestEventName} characters.");
        }

        var where = given.Where is null ? null : SegmentValidator.Check(given.Where, "trigger.where", errors);
        if (where is not null && !IsOverAttributes(where))
        {
            errors.Add("trigger.where", "An event has properties only: compare them with attribute, combined by all, any and not.");
        }

        return new AutomationTrigger.CustomEvent(given.Name ?? "", where);
    }

    private static bool IsOverAttributes(SegmentRule rule) =>
        rule.Attribute is not null
        || (rule.Not is { } not && IsOverAttributes(not))
        || (rule.All is { } all && all.All(IsOverAttributes))
        || (rule.Any is { } any && any.All(IsOverAttributes));

    private static void RefuseOthers(TriggerRequest given, ValidationErrors errors, params string[] own)
    {
        (string Field, bool IsGiven)[] all =
        [
            ("list", given.List is not null),
            ("segment", given.Segment is not null),
            ("includePresent", given.IncludePresent is not null),
            ("products", given.Products is not null),
            ("countries", given.Countries is not null),
            ("after", given.After is not null),
            ("name", given.Name is not null),
            ("where", given.Where is not null),
        ];
        foreach (var (field, _) in all.Where(one => one.IsGiven && !own.Contains(one.Field)))
        {
            errors.Add(
                $"trigger.{field}",
                $"The trigger {given.Kind} has no such field: leave it out. It has {string.Join(" and ", own)}."
            );
        }
    }
}
