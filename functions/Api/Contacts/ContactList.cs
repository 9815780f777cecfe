namespace CampaignTasks.Api.Contacts;

/// <summary>A page of contacts.</summary>
internal sealed record ContactList(IReadOnlyList<ContactView> Items, string? Next);
