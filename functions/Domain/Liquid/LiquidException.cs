namespace CampaignTasks.Domain.Liquid;

/// <summary>An error: a text cannot be filled for a recipient. The message says why, without any value.</summary>
public sealed class LiquidException(string message) : Exception(message);
