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
internal sealed class AutomationValidator(
    TriggerValidator triggers,
    AudienceRequestValidator segments,
    StepValidator steps,
    TimeProvider time
)
{
    private const int LongestName = 64;

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
        var trigger = Has("trigger") ? await triggers.CheckAsync(tenantId, given.Trigger, errors, cancellationToken) : edited!.Trigger;
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

    /// <summary>
    /// Checks the plan of a draft that starts now: what it names may have changed since it was written. It takes the newest versions of
    /// saved creatives.
    /// </summary>
    /// <exception cref="ValidationException">Something that it names is gone, or cannot send.</exception>
    public async Task<AutomationPlan> CheckStartAsync(string tenantId, AutomationPlan plan, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var definition = AutomationDefinitions.Of(plan, new AutomationDefinitionRequest());
        await triggers.CheckAsync(tenantId, definition.Trigger, errors, cancellationToken);
        var renewed = await steps.RenewAsync(tenantId, plan.Steps, errors, cancellationToken);
        errors.ThrowIfAny();
        return plan with { Steps = renewed };
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
