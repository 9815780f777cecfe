using System.Text.Json.Serialization;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Domain.Tasks;

/// <summary>What becomes of an occurrence that comes due while the run before is still going.</summary>
[JsonConverter(typeof(WireName<OverlapRule>))]
public enum OverlapRule
{
    /// <summary>It is left out, and stands among the runs as skipped.</summary>
    Skip,

    /// <summary>It begins when the run before has ended, unless it is too late by then (<c>schedule.latestStart</c>).</summary>
    Queue,
}

/// <summary>What becomes of a message to somebody who has had as many as the tenant lets one person have.</summary>
[JsonConverter(typeof(WireName<CappedRule>))]
public enum CappedRule
{
    /// <summary>It is not sent, and stands in the ledger as skipped.</summary>
    Skip,

    /// <summary>It waits until the cap lets it go, as long as its run may send.</summary>
    Wait,
}

/// <summary>What becomes of what came due during a pause.</summary>
[JsonConverter(typeof(WireName<OverdueRule>))]
public enum OverdueRule
{
    /// <summary>Everything moves by the length of the pause: it goes on where it was interrupted, at its own pace.</summary>
    Shift,

    /// <summary>What is overdue goes at once, without the task's own pacing, inside its windows and the accounts' limits; the rest as planned.</summary>
    SendNow,

    /// <summary>What is overdue is not sent: its messages become skipped; the rest goes as planned.</summary>
    Drop,
}

/// <summary>An occurrence that passed without a run.</summary>
/// <param name="At">Its planned instant.</param>
/// <param name="Status"><see cref="RunStatus.Missed"/> or <see cref="RunStatus.Skipped"/>.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PassedOccurrence(DateTimeOffset At, RunStatus Status, string Reason);

/// <summary>What is to become of messages that were overdue when the task was resumed.</summary>
/// <param name="Rule"><see cref="OverdueRule.SendNow"/> or <see cref="OverdueRule.Drop"/>.</param>
/// <param name="Messages">How many were overdue: by the forecast, so many would have left during the pause.</param>
/// <param name="AsOf">When the task was resumed.</param>
public sealed record OverdueMessages(OverdueRule Rule, int Messages, DateTimeOffset AsOf);

/// <summary>What is wrong with a live task, as the watchdog found it.</summary>
/// <param name="Code"><c>lateStart</c>, <c>notMoving</c>, <c>orchestrationMissing</c> or <c>orchestrationFailed</c>.</param>
/// <param name="Reason">What stands in the way, in words.</param>
/// <param name="Since">When it was first found.</param>
public sealed record TaskAlarm(string Code, string Reason, DateTimeOffset Since);
