using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>What a key may do; each role includes those before it.</summary>
[JsonConverter(typeof(EnumNameConverter<Role>))]
public enum Role
{
    Viewer,
    Operator,
    Reviewer,
    Admin,
}
