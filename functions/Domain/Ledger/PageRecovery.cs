namespace CampaignTasks.Domain.Ledger;

/// <summary>The recovery of a claim whose sender is gone.</summary>
/// <param name="Messages">The number of messages that were claimed.</param>
/// <param name="IsSetAside">
/// Whether they are not tried again, because <see cref="LedgerPage.MostInterruptions"/> senders in a row ended with them.
/// </param>
public readonly record struct PageRecovery(int Messages, bool IsSetAside);
