namespace CampaignTasks.Domain;

/// <summary>The classification of storage errors, for callers that do not know the storage client.</summary>
public interface IStorageErrors
{
    /// <summary>Checks whether the same call may succeed later: storage did not answer, refused the account, throttled or failed.</summary>
    bool IsTransient(Exception exception);
}
