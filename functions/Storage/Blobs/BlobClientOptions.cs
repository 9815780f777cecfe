using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Blobs;

/// <summary>How blob requests are sent; see <see cref="StorageClientOptions"/> for the defaults.</summary>
public sealed class BlobClientOptions : StorageClientOptions;
