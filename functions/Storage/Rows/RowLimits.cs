using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The table service's limits, as far as rows are cut by them. The emulator lets several of them pass. Source: "Understanding the Table
/// service data model" and "Performing entity group transactions" of its REST reference.
/// </summary>
internal static class RowLimits
{
    /// <summary>Actions in one transaction.</summary>
    public const int TransactionActions = 100;

    /// <summary>Bytes of a binary column.</summary>
    public const int BinaryBytes = 64 * 1024;

    /// <summary>Rows the service gives in one page at most.</summary>
    public const int PageRows = 1000;

    /// <summary>
    /// Some bytes more than the row takes within a transaction: base64 makes four of three, and columns have names and types.
    /// </summary>
    public static int SizeOf(TableEntity row)
    {
        var size = 640;
        foreach (var (name, value) in row)
        {
            size +=
                (name.Length * 2)
                + 40
                + (
                    value switch
                    {
                        string text => text.Length + 16,
                        byte[] bytes => bytes.Length * 4 / 3,
                        _ => 36,
                    }
                );
        }

        return size;
    }
}
