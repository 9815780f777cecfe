using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tables;

/// <summary>How table requests are sent; see <see cref="StorageClientOptions"/> for the defaults.</summary>
public sealed class TableClientOptions : StorageClientOptions;
