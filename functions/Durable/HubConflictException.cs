namespace CampaignTasks.Durable;

/// <summary>A conditional write of a hub store found another version than the one it was made from. Nothing was written.</summary>
/// <param name="message">What was in the way.</param>
/// <param name="inner">The store's own error, if there is one.</param>
public sealed class HubConflictException(string message, Exception? inner = null) : Exception(message, inner);
