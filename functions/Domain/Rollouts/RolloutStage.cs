namespace CampaignTasks.Domain.Rollouts;

/// <summary>A stage of a roll-out.</summary>
/// <param name="Percent">The part of the recipients who have got their message when the stage ends; the last stage's is 100.</param>
/// <param name="Watch">The time from the stage's last message to the next stage; zero for the last stage.</param>
/// <param name="HoldIf">The limits that hold the task; null for none.</param>
public sealed record RolloutStage(decimal Percent, TimeSpan Watch, HoldLimits? HoldIf);
