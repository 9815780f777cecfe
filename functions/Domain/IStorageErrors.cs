namespace CampaignTasks.Domain;

/// <summary>
/// Tells failures of the storage account from failures of the code that called it, for callers that do not know its client.
/// </summary>
public interface IStorageErrors
{
    /// <summary>
    /// Whether storage did not answer, refused the account, asked for patience or failed: the same call may succeed later.
    /// </summary>
    bool IsTransient(Exception exception);
}
