namespace CampaignTasks.Domain;

/// <summary>An error: a conditional write found another version than the one it was made from. Read again and decide again.</summary>
public sealed class ConcurrencyConflictException(string what, Exception? inner = null)
    : Exception($"{what} was changed by somebody else in the meantime. Read it again.", inner);
