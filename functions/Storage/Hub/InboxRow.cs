using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>A message as a row.</summary>
internal static class InboxRow
{
    private const string Prefix = "i-";

    public static string RowKey(string key) => Prefix + key;

    public static bool Is(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    public static string KeyOf(TableEntity row) => row.RowKey[Prefix.Length..];

    public static TableEntity Of(HubMessage message)
    {
        var row = new TableEntity(message.InstanceId, RowKey(message.Key)) { ["Sender"] = message.Sender, ["Sequence"] = message.Sequence, ["ExecutionId"] = message.ExecutionId };
        Parts.Write(row, "Body", message.Body);
        return row;
    }

    public static HubMessage Message(TableEntity row) => new(
        row.PartitionKey, KeyOf(row), row.GetString("Sender") ?? string.Empty, row.GetInt64("Sequence") ?? 0, row.GetString("ExecutionId"), Parts.Read(row, "Body"));
}
