using System.Globalization;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Rollouts;

namespace CampaignTasks.Domain.Tasks;

/// <content>From one occurrence to the next.</content>
public sealed partial record CampaignTask
{
    /// <summary>The most passed occurrences kept until they are recorded; of more, the newest are.</summary>
    public const int MaxPassed = 500;

    /// <summary>The instant the recurrence counts from where the schedule names no start.</summary>
    [JsonIgnore]
    public DateTimeOffset Anchor => StartedAt ?? CreatedAt;

    /// <summary>Returns true when the occurrence the task waits for came due too long ago to begin.</summary>
    public bool IsTooLate(DateTimeOffset now) =>
        NextOccurrence is { } at && Plan.Schedule.IsTooLate(DueSince > at ? DueSince.Value : at, now);

    /// <summary>Scheduled → running, when the occurrence has come. The same run begun again changes nothing.</summary>
    /// <exception cref="InvalidTransitionException">Not scheduled, or another run is under way.</exception>
    public CampaignTask Begin(RunId run, DateTimeOffset now) =>
        (Status, CurrentRun) switch
        {
            (CampaignTaskStatus.Running, { } current) when current == run => this,
            (CampaignTaskStatus.Running, { } current) => throw new InvalidTransitionException(
                this,
                TaskTransition.Begin,
                $"Run {current} is under way: run {run} cannot begin."
            ),
            _ => (Move(TaskTransition.Begin, CampaignTaskStatus.Running, now) with { DueSince = null }).BeginRun(run, now, from: Status),
        };

    /// <summary>
    /// Running → scheduled for the next occurrence, or completed when there is none. What came due meanwhile is left out, or next in the
    /// queue, as <see cref="TaskPlan.Overlap"/> says.
    /// </summary>
    /// <param name="endReason">Why the task ends, if it does.</param>
    /// <param name="now">When the run ended.</param>
    public CampaignTask CloseRun(string endReason, DateTimeOffset now)
    {
        var after = Next(NextOccurrence ?? now);
        List<PassedOccurrence> passed = [];
        while (Plan.Overlap is OverlapRule.Skip && after <= now)
        {
            passed.Add(new(after.Value, RunStatus.Skipped, "overlap: the run before was still going"));
            after = Next(after.Value);
        }

        return after is null
            ? RecordRunEnd(endReason, now).Complete(endReason, now).Pass(passed)
            : (Move(TaskTransition.Await, CampaignTaskStatus.Scheduled, now) with { NextOccurrence = after, Stage = null })
                .RecordRunEnd(endReason, now, from: Status)
                .Pass(passed);
    }

    /// <summary>
    /// Scheduled → scheduled for the first occurrence that is not too late; completed, or failed if nothing was ever sent, when there is
    /// none.
    /// </summary>
    public CampaignTask Miss(DateTimeOffset now)
    {
        List<PassedOccurrence> passed = [];
        var task = this;
        for (; task.IsTooLate(now); task = task with { NextOccurrence = Next(task.NextOccurrence!.Value), DueSince = null })
        {
            passed.Add(new(task.NextOccurrence!.Value, RunStatus.Missed, "missed: nothing could begin it in time (schedule.latestStart)"));
        }

        return (task.NextOccurrence, CurrentRun) switch
        {
            ({ } at, _) => (
                Move(TaskTransition.Await, CampaignTaskStatus.Scheduled, now) with
                {
                    NextOccurrence = at,
                    DueSince = null,
                }
            ).Pass(passed),
            (null, null) => Fail("missed: its start passed while nothing could begin it", now).Pass(passed),
            _ => Complete("completed", now).Pass(passed),
        };
    }

    /// <summary>Returns the task after its passed occurrences were stored as runs.</summary>
    public CampaignTask Recorded() => this with { Passed = [] };

    /// <summary>Paused → what the pause interrupted; what came due meanwhile is treated as asked.</summary>
    /// <param name="overdue">What becomes of it.</param>
    /// <param name="messages">How many messages of the run under way were overdue.</param>
    /// <param name="now">The time of the move.</param>
    public CampaignTask Resume(OverdueRule overdue, int messages, DateTimeOffset now)
    {
        var resumed = MoveOn(PausedFrom ?? CampaignTaskStatus.Running, overdue, messages, now);
        resumed = resumed.Alert is { Code: TaskAlert.Interrupted } ? resumed.WithAlert(alert: null, now) : resumed;
        if (resumed.Status is CampaignTaskStatus.Running)
        {
            return overdue is OverdueRule.Shift || messages == 0 ? resumed : resumed with { Overdue = new(overdue, messages, now) };
        }

        if (!(NextOccurrence <= now))
        {
            return resumed;
        }

        // Of several that came due, the latest stands for all.
        var (last, after) = (NextOccurrence.Value, Next(NextOccurrence.Value));
        List<PassedOccurrence> passed = [];
        for (; after <= now; (last, after) = (after.Value, Next(after.Value)))
        {
            passed.Add(new(last, RunStatus.Skipped, "overdue: a later one came due during the same pause"));
        }

        if (overdue is not OverdueRule.Drop)
        {
            return (resumed with { NextOccurrence = last, DueSince = now }).Pass(passed);
        }

        passed.Add(new(last, RunStatus.Skipped, "overdue: dropped when the pause ended"));
        return after is null
            ? MoveOn(CampaignTaskStatus.Completed, overdue, messages, now).End("dropped").Pass(passed)
            : (resumed with { NextOccurrence = after }).Pass(passed);
    }

    private DateTimeOffset? Next(DateTimeOffset previous) => Plan.Schedule.OccurrenceAfter(Anchor, previous);

    private CampaignTask MoveOn(CampaignTaskStatus to, OverdueRule overdue, int messages, DateTimeOffset now) =>
        Move(
                TaskTransition.Resume,
                to,
                now,
                messages == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{messages} messages were overdue")
            )
            .Annotate(entry => entry with { Overdue = overdue });

    private CampaignTask BeginRun(RunId run, DateTimeOffset now, CampaignTaskStatus? from = null) =>
        (this with { CurrentRun = run, Stage = Plan.Rollout is null ? null : new RolloutProgress(0) }).AddEvent(
            AuditEvent.RunStarted,
            now,
            run: run,
            from: from
        );

    private CampaignTask Pass(List<PassedOccurrence> passed) =>
        passed.Count == 0
            ? this
            : (this with { Passed = [.. Passed.Concat(passed).TakeLast(MaxPassed)] }).AddEvent(
                AuditEvent.OccurrencesPassed,
                UpdatedAt,
                Words(passed)
            );

    private static string Words(List<PassedOccurrence> passed) =>
        passed is [var only]
            ? string.Create(CultureInfo.InvariantCulture, $"{only.At.UtcDateTime:u}: {only.Reason}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{passed.Count} occurrences, {passed[0].At.UtcDateTime:u} to {passed[^1].At.UtcDateTime:u}; the last: {passed[^1].Reason}"
            );
}
