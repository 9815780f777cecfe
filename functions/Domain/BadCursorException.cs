namespace CampaignTasks.Domain;

/// <summary>A cursor that this list did not give out.</summary>
public sealed class BadCursorException(Exception? inner = null)
    : Exception("This cursor is not one that the list gave out. Start again without a cursor.", inner);
