namespace CampaignTasks.App.Demo;

/// <summary>An error: the demo cannot continue. The message says why.</summary>
internal sealed class DemoFailureException(string message) : Exception(message);
