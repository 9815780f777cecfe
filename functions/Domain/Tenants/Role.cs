using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>The role of an API key; each role includes those before it.</summary>
[JsonConverter(typeof(EnumNameConverter<Role>))]
public enum Role
{
    Viewer,
    Operator,
    Reviewer,
    Admin,
}
