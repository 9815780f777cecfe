using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>A side row: bytes under a name.</summary>
internal static class SideRow
{
    public const string Data = "Data";

    public static string Key(string name) => "d-" + name;

    public static TableEntity Of(string instanceId, HubRow row)
    {
        var entity = new TableEntity(instanceId, Key(row.Name));
        Parts.Write(entity, Data, row.Data);
        return entity;
    }
}
