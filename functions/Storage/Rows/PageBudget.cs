using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The bytes that a page of a list may have: records may be large, and a page of them would fill the memory. The first item of a page is
/// taken whatever its size, so that every list ends.
/// </summary>
internal sealed class PageBudget
{
    /// <summary>The most bytes of a page of more than one item: the JSON of its records as they are stored, without compression.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private long _bytes;

    /// <summary>Counts a row; false when the page ends before it.</summary>
    public bool TryAdd(TableEntity row)
    {
        var size = Columns.RecordSize(row);
        if (_bytes > 0 && _bytes + size > MostBytes)
        {
            return false;
        }

        _bytes += size;
        return true;
    }
}
