namespace CampaignTasks.Domain;

/// <summary>An error: the cursor does not belong to the list.</summary>
public sealed class BadCursorException(Exception? inner = null)
    : Exception("This cursor is not one that the list gave out. Start again without a cursor.", inner);
