namespace CampaignTasks.Domain.Forecasts;

/// <summary>When one message is planned to leave.</summary>
/// <param name="Lane">Its lane.</param>
/// <param name="Part">Which part of the lane's load it is of, from 0.</param>
/// <param name="Index">Its place in that part, from 0.</param>
/// <param name="Account">The account it leaves through.</param>
/// <param name="At">When.</param>
public readonly record struct PlannedMessage(int Lane, int Part, int Index, string Account, DateTimeOffset At);
