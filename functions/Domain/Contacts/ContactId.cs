namespace CampaignTasks.Domain.Contacts;

/// <summary>Names a contact.</summary>
public sealed record ContactId(string TenantId, string Id);
