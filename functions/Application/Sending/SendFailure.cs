namespace CampaignTasks.Application.Sending;

/// <summary>Why sending should not go on as it did.</summary>
/// <param name="Reason">The provider's code and words.</param>
/// <param name="StopsAccount">The account that is at fault; null when it is not the account.</param>
/// <param name="PausesTask">Whether no account of the task can go on.</param>
internal sealed record SendFailure(string Reason, string? StopsAccount, bool PausesTask)
{
    /// <summary>Messages are owed that no account may send.</summary>
    public static readonly SendFailure NoAccount = new(
        "The accounts that may send what is left are stopped, gone, or their secrets do not open: mend them, then resume the task.", StopsAccount: null, PausesTask: true);
}
