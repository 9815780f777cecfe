using CampaignTasks.Domain;

namespace CampaignTasks.Api.Http;

/// <summary>The pages of lists that are short enough to be read as a whole.</summary>
internal static class WholeLists
{
    /// <summary>Returns the page that a request asks for.</summary>
    /// <param name="items">The whole list, in its order.</param>
    /// <param name="list">What the list is; cursors of another one are refused.</param>
    /// <param name="keyOf">The key of an item. Keys are in the list's order, or all in the opposite one.</param>
    /// <param name="query">The request's limit and cursor.</param>
    /// <param name="isDescending">Whether keys are in the opposite order.</param>
    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    public static CursorPage<T> Page<T>(IEnumerable<T> items, string list, Func<T, string> keyOf, Query query, bool isDescending = false)
    {
        var after = CursorCodec.Read(list, query.Cursor);
        var rest = items.Where(item => after is null || Math.Sign(string.CompareOrdinal(keyOf(item), after)) == (isDescending ? -1 : 1));
        var page = rest.Take(query.Limit + 1).ToList();
        return page.Count <= query.Limit
            ? new(page, Next: null)
            : new(page[..query.Limit], CursorCodec.Write(list, keyOf(page[query.Limit - 1])));
    }
}
