using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Rollouts;

/// <summary>A roll-out as a caller gives it: everything may be missing or wrong.</summary>
/// <param name="Stages">1 to 10 stages, the last of 100 percent.</param>
public sealed record RolloutDefinition(IReadOnlyList<RolloutStageDefinition>? Stages)
{
    /// <summary>The most stages of a roll-out.</summary>
    public const int MaxStages = 10;

    private const int MaxDecimals = 4;
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(30);

    /// <summary>Writes out a roll-out; null for none.</summary>
    [return: NotNullIfNotNull(nameof(rollout))]
    public static RolloutDefinition? From(Rollout? rollout) =>
        rollout is null
            ? null
            : new([
                .. rollout.Stages.Select(stage => new RolloutStageDefinition(
                    stage.Percent,
                    stage.Watch == TimeSpan.Zero ? null : IsoDuration.Format(stage.Watch),
                    stage.HoldIf
                )),
            ]);

    /// <summary>Checks everything at once.</summary>
    /// <param name="field">The path of the roll-out.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>The roll-out; null beside errors.</returns>
    public Rollout? Check(string field, ValidationErrors errors)
    {
        var before = errors.Count;
        if (Stages is not { Count: > 0 and <= MaxStages })
        {
            errors.Add($"{field}.stages", $"The stages are missing or too many: give 1 to {MaxStages}, the last with percent 100.");
            return null;
        }

        List<RolloutStage> stages = [];
        for (var i = 0; i < Stages.Count; i++)
        {
            var isLast = i == Stages.Count - 1;
            var path = string.Create(CultureInfo.InvariantCulture, $"{field}.stages[{i}]");
            if (Stages[i] is not { } stage)
            {
                errors.Add(path, "The stage is missing: give an object with its percent, or leave it out.");
                continue;
            }

            CheckPercent(stage.Percent, i == 0 ? null : Stages[i - 1]?.Percent, isLast, $"{path}.percent", errors);
            var watch = CheckWatch(stage.Watch, isLast, $"{path}.watch", errors);
            stage.HoldIf?.Check($"{path}.holdIf", errors);
            stages.Add(new RolloutStage(stage.Percent ?? 0, watch, stage.HoldIf));
        }

        return errors.Count == before ? new Rollout { Stages = stages } : null;
    }

    private static void CheckPercent(decimal? percent, decimal? previous, bool isLast, string field, ValidationErrors errors)
    {
        if (percent is not { } given)
        {
            errors.Add(field, "The percent is missing: give the part of the recipients who have their message when the stage ends.");
        }
        else if (given is <= 0 or > 100 || decimal.Round(given, MaxDecimals) != given)
        {
            errors.Add(field, $"The percent is out of range: give more than 0 and at most 100, with at most {MaxDecimals} decimals.");
        }
        else if (previous is <= 100 && given <= previous)
        {
            errors.Add(
                field,
                "The percent does not rise: stages count from the first recipient on, so give more than in the stage before."
            );
        }
        else if (isLast && given is not 100)
        {
            errors.Add(field, "The last stage leaves recipients out: give 100.");
        }
    }

    private static TimeSpan CheckWatch(string? watch, bool isLast, string field, ValidationErrors errors)
    {
        if (isLast)
        {
            if (watch is not null)
            {
                errors.Add(field, "No stage follows the last one: leave its watch out.");
            }

            return TimeSpan.Zero;
        }

        if (watch is null)
        {
            errors.Add(field, "The watch is missing: give the time until the next stage, like PT1H (an hour).");
        }
        else if (!IsoDuration.TryParse(watch, out var duration))
        {
            errors.Add(field, "The watch is not an ISO 8601 duration: write it like PT1H (an hour) or PT30M.");
        }
        else if (duration < ShortestWatch || duration > LongestWatch)
        {
            errors.Add(field, "The watch is out of range: give PT1S to P30D.");
        }
        else
        {
            return duration;
        }

        return TimeSpan.Zero;
    }
}
