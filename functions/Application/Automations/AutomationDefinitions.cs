using System.Text.Json;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Application.Automations;

/// <summary>Plans as definitions: what a caller reads can be posted again.</summary>
public static class AutomationDefinitions
{
    /// <summary>Writes out a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="into">The definition whose parts are replaced by the plan's.</param>
    public static T Of<T>(AutomationPlan plan, T into)
        where T : AutomationDefinitionRequest
    {
        ArgumentNullException.ThrowIfNull(plan);
        var hours = ScheduleDefinition.From(plan.Hours);
        return into with
        {
            Name = plan.Name,
            Trigger = Of(plan.Trigger),
            Steps = [.. plan.Steps.Select(Of)],
            Goal = plan.Goal is { } goal
                ? new GoalRequest
                {
                    Purchase = new GoalPurchaseRequest { Products = NullIfEmpty(goal.Products) },
                    Within = IsoDuration.Format(goal.Within),
                }
                : null,
            Exit = plan.ExitWhen is { } rule ? new ExitRequest { When = rule } : null,
            Reentry = Of(plan.Reentry),
            TimeZone = hours.TimeZone,
            Windows = hours.Windows,
            DoNotDisturb = hours.DoNotDisturb,
            Pacing = new PacingDefinition(
                IsoDuration.Format(plan.Pacing.PauseBetweenMessages),
                plan.Pacing.DailyLimit,
                plan.Pacing.RatePerSecond
            ),
            WhenCapped = plan.WhenCapped,
            OnEdit = plan.OnEdit,
        };
    }

    private static TriggerRequest Of(AutomationTrigger trigger) =>
        trigger switch
        {
            AutomationTrigger.ListMembership list => new TriggerRequest { Kind = "listJoined", List = list.ListId },
            AutomationTrigger.SegmentMembership segment => new TriggerRequest
            {
                Kind = "segmentEntered",
                Segment = segment.SegmentId,
                IncludePresent = segment.IncludesPresent ? true : null,
            },
            AutomationTrigger.Purchase purchase => new TriggerRequest
            {
                Kind = "purchase",
                Products = NullIfEmpty(purchase.Products),
                Countries = NullIfEmpty(purchase.Countries),
            },
            AutomationTrigger.AbandonedCart cart => new TriggerRequest { Kind = "cartAbandoned", After = IsoDuration.Format(cart.After) },
            AutomationTrigger.CustomEvent happened => new TriggerRequest
            {
                Kind = "event",
                Name = happened.Name,
                Where = happened.Where,
            },
            var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
        };

    private static StepRequest? Of(AutomationStep step) =>
        step switch
        {
            AutomationStep.Send send => new StepRequest { Send = Of(send) },
            AutomationStep.WaitFor wait => new StepRequest { Wait = new WaitStepRequest { For = IsoDuration.Format(wait.For) } },
            AutomationStep.WaitUntil wait => new StepRequest
            {
                Wait = new WaitStepRequest { Until = wait.Time, Weekdays = wait.Weekdays is Weekdays.All ? null : wait.Weekdays.ToNames() },
            },
            AutomationStep.Branch branch => new StepRequest
            {
                Branch = new BranchStepRequest
                {
                    If = branch.If,
                    Then = [.. branch.Then.Select(Of)],
                    Else = [.. branch.Else.Select(Of)],
                },
            },
            AutomationStep.Update update => new StepRequest
            {
                Update = new UpdateStepRequest { Attributes = update.Attributes.ToDictionary(one => one.Key, one => Of(one.Value)) },
            },
            AutomationStep.WebhookCall webhook => new StepRequest { Webhook = new WebhookStepRequest { Url = webhook.Url } },
            var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
        };

    private static SendStepRequest Of(AutomationStep.Send send) =>
        new()
        {
            Channel = send.Channel,
            Accounts = send.Accounts,
            Creative = send.Creatives is [{ Source: null, Content: var own }] ? CreativeRequest.From(own) : null,
            CreativeId = send.Creatives is [{ Source: { } source }] ? source.Id : null,
            Creatives =
                send.Creatives.Count > 1
                    ? [.. send.Creatives.Select(creative => new CreativeShareRequest(creative.Source?.Id, creative.Weight))]
                    : null,
        };

    private static JsonElement Of(Reentry reentry) =>
        Json(
            reentry switch
            {
                Reentry.AtEveryOccasion => "\"always\"",
                Reentry.AfterPeriod after => $$"""{"after":"{{IsoDuration.Format(after.Period)}}"}""",
                _ => "\"once\"",
            }
        );

    private static JsonElement Of(AttributeValue? value) =>
        Json(
            value switch
            {
                null => "null",
                AttributeValue.Text text => JsonEncodedText.Encode(text.Value) is var encoded ? $"\"{encoded}\"" : "",
                var plain => plain.ToString(),
            }
        );

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count is 0 ? null : list;
}
