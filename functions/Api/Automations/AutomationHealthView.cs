using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>The health of an automation: whether its journeys go on as they should.</summary>
/// <param name="Status">`ok` or `alarm`.</param>
/// <param name="Code">What is wrong: `notMoving`, `orchestrationMissing` or `orchestrationFailed`; null when nothing is.</param>
/// <param name="Reason">What stands in the way.</param>
/// <param name="Since">When it was first found.</param>
internal sealed record AutomationHealthView(string Status, string? Code, string? Reason, DateTimeOffset? Since)
{
    public static AutomationHealthView From(Automation automation) =>
        automation.Alert is { } alarm
            ? new AutomationHealthView("alarm", alarm.Code, alarm.Reason, alarm.Since)
            : new AutomationHealthView("ok", null, null, null);
}
