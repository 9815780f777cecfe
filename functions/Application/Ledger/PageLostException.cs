namespace CampaignTasks.Application.Ledger;

/// <summary>Another sender has taken the page: its word counts, ours does not.</summary>
internal sealed class PageLostException(string message) : Exception(message);
