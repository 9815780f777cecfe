using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>The health of a task: whether it goes as it should.</summary>
/// <param name="Status">`ok`, `held` or `alarm`.</param>
/// <param name="Code">
/// What is wrong: `lateStart`, `notMoving`, `orchestrationMissing`, `orchestrationFailed` or `interrupted`; of a roll-out that is held the
/// limit that was passed: `failedPercent`, `bouncedPercent` or `unsubscribedPercent`; null when nothing is.
/// </param>
/// <param name="Reason">What stands in the way.</param>
/// <param name="Since">When it was first found.</param>
public sealed record TaskHealthView(string Status, string? Code, string? Reason, DateTimeOffset? Since)
{
    public static TaskHealthView From(CampaignTask task) =>
        task.Stage?.Hold is { } hold ? new TaskHealthView("held", hold.Code, hold.Reason, hold.Since)
        : task.Alert is { } alarm ? new TaskHealthView("alarm", alarm.Code, alarm.Reason, alarm.Since)
        : new TaskHealthView("ok", null, null, null);
}
