namespace CampaignTasks.Domain.Tasks;

/// <summary>An error: the task allows the move, but not to this caller, whatever the role.</summary>
/// <param name="message">Why, and who may.</param>
public sealed class ReservedMoveException(string message) : Exception(message);
