using Azure;

namespace CampaignTasks.Storage;

/// <summary>Tells trouble of the storage account from faults of the code that called it, for callers that must not know its client.</summary>
public static class StorageTrouble
{
    /// <summary>Whether storage gave no answer, refused the account, asked for patience or failed: the same call may succeed later.</summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 };
}
