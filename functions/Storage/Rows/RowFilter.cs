using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>The filters by key. Keep a filter short: the service allows 15 comparisons.</summary>
internal static class RowFilter
{
    /// <summary>Selects the rows of one partition.</summary>
    public static string Partition(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    /// <summary>Selects the rows of one partition after a key.</summary>
    public static string After(string partition, string rowKey) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {rowKey}");

    /// <summary>Selects the rows of one partition with <paramref name="from"/> ≤ row key &lt; <paramref name="before"/>.</summary>
    public static string Range(string partition, string from, string before) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}");

    /// <summary>Selects the rows of one partition with <paramref name="after"/> &lt; row key &lt; <paramref name="before"/>.</summary>
    public static string Between(string partition, string after, string before) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {before}");
}
