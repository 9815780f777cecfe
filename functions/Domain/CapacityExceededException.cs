namespace CampaignTasks.Domain;

/// <summary>An error: a limit of concurrent work in this process is reached. The same request may succeed a moment later.</summary>
/// <param name="message">The limit that was reached.</param>
public sealed class CapacityExceededException(string message) : Exception(message);
