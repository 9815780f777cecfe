using Azure;
using CampaignTasks.Domain;

namespace CampaignTasks.Storage;

/// <inheritdoc/>
public sealed class StorageErrors : IStorageErrors
{
    /// <inheritdoc/>
    public bool IsTransient(Exception exception) => exception is RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 };
}
