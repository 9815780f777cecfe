namespace CampaignTasks.Domain;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">An opaque cursor of the next page; null at the end.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A cursor that this list did not give out.</summary>
public sealed class BadCursorException(Exception? inner = null) : Exception("This cursor is not one that the list gave out. Start again without a cursor.", inner);
