using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Whether a task needs the approval of a second person before it starts.</summary>
[JsonConverter(typeof(EnumNameConverter<ApprovalRule>))]
public enum ApprovalRule
{
    NotRequired,
    Required,
}
