using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>A transaction was refused: none of its actions took place.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(int status, string message, string? errorCode, int? index)
        : base(status, message, errorCode, innerException: null)
    {
        FailedTransactionActionIndex = index;
    }

    /// <summary>The first refused action's place in the transaction, from 0; null if the service named none.</summary>
    public int? FailedTransactionActionIndex { get; }
}
