namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>This process must not write: its lease is in doubt, or a later owner has touched the instance.</summary>
internal sealed class NotOwnerException(string message) : Exception(message);
