namespace CampaignTasks.Domain;

/// <summary>As much is under way as this process carries out at once: the same request may succeed in a moment.</summary>
/// <param name="message">Which limit was reached.</param>
public sealed class CapacityExceededException(string message) : Exception(message);
