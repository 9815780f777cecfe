namespace CampaignTasks.Api.Accounts;

/// <summary>All of a tenant's accounts.</summary>
internal sealed record AccountList(IReadOnlyList<AccountView> Items, string? Next);
