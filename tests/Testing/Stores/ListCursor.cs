using System.Text;
using CampaignTasks.Domain;

namespace CampaignTasks.Testing.Stores;

/// <summary>The cursors that the in-memory stores give out: the list's name and the key of the last item.</summary>
internal static class ListCursor
{
    public static string Write(string list, string key) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"{list}\n{key}"));

    public static string? Read(string list, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromHexString(cursor));
            return text.StartsWith(list + "\n", StringComparison.Ordinal) ? text[(list.Length + 1)..] : throw new BadCursorException();
        }
        catch (FormatException e)
        {
            throw new BadCursorException(e);
        }
    }

    /// <summary>One page of items that are in the list's order already.</summary>
    public static CursorPage<T> Page<T>(
        IEnumerable<T> items,
        string list,
        Func<T, string> keyOf,
        Func<string, string, bool> isAfter,
        int limit,
        string? cursor
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var from = Read(list, cursor);
        List<T> page = [.. items.Where(item => from is null || isAfter(keyOf(item), from)).Take(limit + 1)];
        return page.Count <= limit ? new(page, null) : new(page[..limit], Write(list, keyOf(page[limit - 1])));
    }
}
