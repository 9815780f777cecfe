namespace CampaignTasks.Api.Tasks;

/// <summary>A page of a task's log.</summary>
internal sealed record AuditLog(IReadOnlyList<AuditEntryView> Items, string? Next);
