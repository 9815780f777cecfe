namespace CampaignTasks.Application.Configuration;

/// <summary>
/// A start that failed for a reason the operator can correct: the message is one line with the cause and the setting to change.
/// </summary>
internal sealed class StartFailureException(string message, Exception? inner = null) : Exception(message, inner);
