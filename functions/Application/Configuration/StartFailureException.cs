namespace CampaignTasks.Application.Configuration;

/// <summary>A start that cannot succeed for a reason its user can change: one line says what is wrong and which setting to change.</summary>
internal sealed class StartFailureException(string message, Exception? inner = null) : Exception(message, inner);
