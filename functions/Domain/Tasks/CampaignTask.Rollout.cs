using System.Globalization;
using CampaignTasks.Domain.Rollouts;

namespace CampaignTasks.Domain.Tasks;

/// <content>The roll-out of the run under way, stage by stage.</content>
public sealed partial record CampaignTask
{
    /// <summary>The progress of the roll-out of the run under way; null without one.</summary>
    public RolloutProgress? Stage { get; init; }

    /// <summary>Notes that the messages of the stage were sent, and that it is watched now. The same stage again changes nothing.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidOperationException">No stage is under way.</exception>
    public CampaignTask WatchStage(DateTimeOffset now)
    {
        var (stage, rollout) = UnderWay();
        if (stage is { WatchedUntil: not null } or { Hold: not null })
        {
            return this;
        }

        var until = now + rollout.Stages[stage.Stage].Watch;
        return With(stage with { WatchedUntil = until }, now)
            .AddEvent(
                AuditEvent.StageSent,
                now,
                string.Create(CultureInfo.InvariantCulture, $"{Words(stage, rollout)}, watched until {until.UtcDateTime:u}"),
                CurrentRun
            );
    }

    /// <summary>Begins a later stage.</summary>
    /// <param name="next">The stage, from 0.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidOperationException">No stage is under way, or it is held.</exception>
    public CampaignTask BeginStage(int next, DateTimeOffset now)
    {
        var (stage, rollout) = UnderWay();
        if (stage.Hold is not null || next <= stage.Stage || next >= rollout.Stages.Count)
        {
            throw new InvalidOperationException($"Stage {stage.Stage} of the roll-out cannot be followed by stage {next}.");
        }

        var started = new RolloutProgress(next);
        return With(started, now).AddEvent(AuditEvent.StageStarted, now, Words(started, rollout), CurrentRun);
    }

    /// <summary>Holds the roll-out: nothing leaves until it is released.</summary>
    public CampaignTask HoldStage(StageHold hold, DateTimeOffset now)
    {
        var held = Move(TaskTransition.Hold, Status, now, hold.Code);
        return held.With(Stage! with { Hold = hold }, now)
            .Annotate(entry => entry with { Reason = $"{Words(Stage!, Plan.Rollout!)}: {hold.Reason}", Run = CurrentRun?.ToString() });
    }

    /// <summary>
    /// Releases a held roll-out: what is left of its stage leaves together with the next one. A released last stage is not held again.
    /// </summary>
    /// <exception cref="InvalidTransitionException">The task is not held.</exception>
    public CampaignTask Release(DateTimeOffset now)
    {
        var released = Move(TaskTransition.Release, Status, now).PausedAs(this);
        var (stage, rollout) = UnderWay();
        var next =
            stage.Stage + 1 < rollout.Stages.Count ? new RolloutProgress(stage.Stage + 1) : stage with { Hold = null, IsReleased = true };
        return released.With(next, now).Annotate(entry => entry with { Reason = Words(next, rollout), Run = CurrentRun?.ToString() });
    }

    private (RolloutProgress Stage, Rollout Rollout) UnderWay() =>
        (Stage, Plan.Rollout) is ({ } stage, { } rollout)
            ? (stage, rollout)
            : throw new InvalidOperationException("No stage is under way.");

    // Senders tell by the time of the change which of two reads is the newer.
    private CampaignTask With(RolloutProgress stage, DateTimeOffset now) =>
        this with
        {
            Stage = stage,
            UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddTicks(1),
        };

    private static string Words(RolloutProgress progress, Rollout rollout) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"stage {progress.Stage + 1} of {rollout.Stages.Count}, up to {rollout.Stages[progress.Stage].Percent} percent"
        );
}
