using System.Text.Json;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Automations;

/// <summary>The check of automations: everything at once, each fault with its path.</summary>
internal sealed class AutomationValidator(IAudienceStore lists, AudienceRequestValidator segments, StepValidator steps, TimeProvider time)
{
    private const int LongestName = 64;
    private const int LongestEventName = 100;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Checks a definition.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="given">The definition.</param>
    /// <param name="fields">The fields that are given; null: all.</param>
    /// <param name="edited">The plan of which the other fields are kept; null for a new automation.</param>
    /// <param name="starts">Whether it starts now, so that its accounts must be able to send.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException">Something is wrong.</exception>
    public async Task<AutomationPlan> CheckAsync(
        string tenantId,
        AutomationDefinitionRequest given,
        IReadOnlySet<string>? fields,
        AutomationPlan? edited,
        bool starts,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        bool Has(string field) => edited is null || fields!.Contains(field);
        var name = Has("name") ? CheckName(given.Name, errors) : edited!.Name;
        var trigger = Has("trigger") ? await TriggerAsync(tenantId, given.Trigger, errors, cancellationToken) : edited!.Trigger;
        var checkedSteps = Has("steps") ? await steps.CheckAsync(tenantId, given.Steps, starts, errors, cancellationToken) : edited!.Steps;
        var goal = Has("goal") ? CheckGoal(given.Goal, errors) : edited!.Goal;
        var exit = Has("exit") ? await ExitAsync(tenantId, given.Exit, errors, cancellationToken) : edited!.ExitWhen;
        var reentry = Has("reentry") ? CheckReentry(given.Reentry, errors) : edited!.Reentry;
        var hours = CheckHours(given, Has, edited?.Hours ?? Schedule.AtOnce, errors);
        var pacing = Has("pacing") ? (given.Pacing ?? PacingDefinition.Empty).CheckOfTask(channel: null, "pacing", errors) : edited!.Pacing;
        errors.ThrowIfAny();
        return new AutomationPlan
        {
            Name = name,
            Trigger = trigger!,
            Steps = checkedSteps,
            Goal = goal,
            ExitWhen = exit,
            Reentry = reentry,
            Hours = hours,
            Pacing = pacing,
            WhenCapped = Has("whenCapped") ? given.WhenCapped ?? CappedRule.Skip : edited!.WhenCapped,
            OnEdit = Has("onEdit") ? given.OnEdit ?? EditRule.Keep : edited!.OnEdit,
        };
    }

    private static string CheckName(string? name, ValidationErrors errors)
    {
        if (TextRules.IsInvisible(name))
        {
            errors.Add("name", $"The name is missing: give 1 to {LongestName} characters.");
        }
        else if (TextLength.IsOver(name?.Trim(), LongestName))
        {
            errors.Add("name", $"The name is too long: give at most {LongestName} characters.");
        }

        TextRules.CheckName(name?.Trim(), "name", errors);
        return name?.Trim() ?? "";
    }

    private async Task<AutomationTrigger?> TriggerAsync(
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
                    CheckDuration(given.After, "trigger.after", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), errors)
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
        if (id is null || await lists.FindAsync(tenantId, id, cancellationToken) is not { IsList: true })
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
        var saved = given.Segment is null ? null : await lists.FindAsync(tenantId, given.Segment, cancellationToken);
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

    private static AutomationGoal? CheckGoal(GoalRequest? given, ValidationErrors errors)
    {
        if (given is null)
        {
            return null;
        }

        if (given.Purchase is null)
        {
            errors.Add("goal.purchase", "The purchase is missing: give {} for any, or {\"products\":[…]}.");
        }

        return new AutomationGoal(CheckDuration(given.Within, "goal.within", TimeSpan.FromMinutes(1), Year, errors))
        {
            Products = BuyersDefinition.Ids(given.Purchase?.Products, "goal.purchase.products", errors),
        };
    }

    private async Task<SegmentRule?> ExitAsync(
        string tenantId,
        ExitRequest? given,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (given is null)
        {
            return null;
        }

        if (given.When is null)
        {
            errors.Add("exit.when", "The rule is missing: give a segment rule, or leave exit out.");
            return null;
        }

        return (await segments.CheckSegmentAsync(tenantId, given.When, "exit.when", errors, cancellationToken))?.Rule;
    }

    private static Reentry CheckReentry(JsonElement? given, ValidationErrors errors)
    {
        switch (given)
        {
            case null or { ValueKind: JsonValueKind.Null }:
            case { ValueKind: JsonValueKind.String } text when text.ValueEquals("once"):
                return new Reentry.Never();
            case { ValueKind: JsonValueKind.String } text when text.ValueEquals("always"):
                return new Reentry.AtEveryOccasion();
            case { ValueKind: JsonValueKind.Object } rule
                when rule.EnumerateObject().Count() == 1
                    && rule.TryGetProperty("after", out var after)
                    && after.ValueKind is JsonValueKind.String:
                return new Reentry.AfterPeriod(
                    CheckDuration(after.GetString(), "reentry.after", TimeSpan.FromMinutes(1), 10 * Year, errors)
                );
            default:
                errors.Add("reentry", "Give \"once\", \"always\" or {\"after\":\"P30D\"}.");
                return new Reentry.Never();
        }
    }

    private Schedule CheckHours(AutomationDefinitionRequest given, Func<string, bool> has, Schedule kept, ValidationErrors errors)
    {
        const string Path = "hours.";
        var before = ScheduleDefinition.From(kept);
        var definition = new ScheduleDefinition
        {
            TimeZone = has("timeZone") ? given.TimeZone : before.TimeZone,
            Windows = has("windows") ? given.Windows : before.Windows,
            DoNotDisturb = has("doNotDisturb") ? given.DoNotDisturb : before.DoNotDisturb,
        };
        var own = new ValidationErrors();
        var hours = definition.Check(time.GetUtcNow(), "hours", own);
        errors.Include(own, field => field.StartsWith(Path, StringComparison.Ordinal) ? field[Path.Length..] : field);
        return hours ?? Schedule.AtOnce;
    }

    /// <summary>Checks a duration; the shortest one beside an error.</summary>
    internal static TimeSpan CheckDuration(string? text, string field, TimeSpan least, TimeSpan most, ValidationErrors errors)
    {
        if (IsoDuration.TryParse(text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        errors.Add(
            field,
            $"Not a duration of {IsoDuration.Format(least)} to {IsoDuration.Format(most)}: write it like PT1H (an hour) or P2D (two days)."
        );
        return least;
    }
}
