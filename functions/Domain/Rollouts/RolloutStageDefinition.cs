namespace CampaignTasks.Domain.Rollouts;

/// <summary>A stage of a roll-out as a caller gives it.</summary>
/// <param name="Percent">
/// The part of the recipients who have got their message when the stage ends, more than 0 and more than that of the stage before; 100 in
/// the last stage.
/// </param>
/// <param name="Watch">The time from the stage's last message to the next stage, an ISO 8601 duration; absent in the last stage.</param>
/// <param name="HoldIf">The limits, in percent of the stage's recipients, that hold the task when they are passed.</param>
public sealed record RolloutStageDefinition(decimal? Percent = null, string? Watch = null, HoldLimits? HoldIf = null);
