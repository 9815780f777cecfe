using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The table service's limits that decide how rows are divided. The emulator does not enforce all of them. Source: "Understanding the Table
/// service data model" and "Performing entity group transactions" of its REST reference.
/// </summary>
internal static class RowLimits
{
    /// <summary>The most actions in one transaction.</summary>
    public const int TransactionActions = 100;

    /// <summary>The most bytes of a binary column.</summary>
    public const int BinaryBytes = 64 * 1024;

    /// <summary>The most rows in one page of the service.</summary>
    public const int PageRows = 1000;

    /// <summary>
    /// Estimates the bytes of a row within a transaction, never too low: base64 makes four of three, and columns have names and types.
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
