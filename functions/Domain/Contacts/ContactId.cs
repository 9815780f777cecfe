namespace CampaignTasks.Domain.Contacts;

/// <summary>The identity of a contact: its tenant and its id.</summary>
public sealed record ContactId(string TenantId, string Id);
