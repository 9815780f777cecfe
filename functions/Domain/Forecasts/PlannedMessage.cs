namespace CampaignTasks.Domain.Forecasts;

/// <summary>A message in a forecast, with the time at which it leaves.</summary>
/// <param name="Stage">The stage of the run's load that it is of, from 0; 0 without a roll-out.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Part">The number of the part of the lane's load, from 0.</param>
/// <param name="Index">Its place in that part, from 0.</param>
/// <param name="Account">The account it leaves through.</param>
/// <param name="At">The time.</param>
public readonly record struct PlannedMessage(int Stage, int Lane, int Part, int Index, string Account, DateTimeOffset At);
