namespace CampaignTasks.Storage.Tables;

/// <summary>A table of the account.</summary>
/// <param name="Name">3 to 63 letters and digits, starting with a letter; case is kept but not distinguished.</param>
public sealed record TableItem(string Name);
