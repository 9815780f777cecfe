namespace CampaignTasks.Domain;

/// <summary>A conditional write found another version than the one it was made from: read again and decide again.</summary>
public sealed class ConcurrencyConflictException(string what, Exception? inner = null)
    : Exception($"{what} was changed by somebody else in the meantime. Read it again.", inner);
