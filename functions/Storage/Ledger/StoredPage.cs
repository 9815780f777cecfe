using Azure.Data.Tables;

namespace CampaignTasks.Storage.Ledger;

/// <summary>A page's row as it is stored, and the receipts beside it in the order they are applied.</summary>
internal sealed record StoredPage(TableEntity Row, IReadOnlyList<StoredReceipt> Receipts);
