namespace CampaignTasks.Application.Ledger;

/// <summary>The loss of a page to another sender, whose settlements count instead.</summary>
internal sealed class PageLostException(string message) : Exception(message);
