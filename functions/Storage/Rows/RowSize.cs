using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>The size of a row as Table Storage charges it.</summary>
internal static class RowSize
{
    private const int OfARow = 4;
    private const int OfAColumn = 8;
    private const int OfALength = 4;

    // The service's own column; the SDK shows the version beside it, which takes no place.
    private const string Version = "odata.etag";

    public static long Of(TableEntity row) =>
        OfARow
        + row.Where(column => column.Key is not (nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or Version))
            .Sum(column => OfAColumn + (2L * column.Key.Length) + OfValue(column.Value))
        + (2L * (row.PartitionKey.Length + row.RowKey.Length));

    private static long OfValue(object? value) =>
        value switch
        {
            null => 0,
            string text => OfALength + (2L * text.Length),
            byte[] bytes => OfALength + bytes.Length,
            BinaryData data => OfALength + data.ToMemory().Length,
            bool => 1,
            int => 4,
            Guid => 16,
            _ => 8,
        };
}
