namespace CampaignTasks.Testing.Orchestrations;

/// <summary>A call of an activity, taken to be carried out.</summary>
/// <param name="InstanceId">Whose call it is.</param>
/// <param name="ExecutionId">Which execution's.</param>
/// <param name="TaskId">Which call of the execution.</param>
/// <param name="Name">The activity.</param>
/// <param name="Input">Its input as the orchestrator wrote it.</param>
/// <param name="Number">The message that holds it.</param>
/// <param name="Receipt">Shows that nobody has taken it since.</param>
public sealed record ActivityWork(string InstanceId, string ExecutionId, int TaskId, string Name, string? Input, long Number, long Receipt);
