namespace CampaignTasks.Api.Accounts;

/// <summary>A page of a tenant's accounts.</summary>
internal sealed record AccountList(IReadOnlyList<AccountView> Items, string? Next);
