namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of closing a batch of single messages.</summary>
/// <param name="IsClosed">False when messages are pending that may leave later.</param>
/// <param name="RetryAt">When to send again what could not leave.</param>
/// <param name="ExpiresAt">When what has not left is canceled.</param>
public sealed record SingleMessagesEnd(bool IsClosed, DateTimeOffset? RetryAt = null, DateTimeOffset? ExpiresAt = null);
