using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Storage.Ledger;

/// <summary>A receipt and the row it stands in.</summary>
internal sealed record StoredReceipt(string RowKey, Receipt Receipt);
