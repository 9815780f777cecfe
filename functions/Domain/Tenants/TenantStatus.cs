using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>The status of a tenant.</summary>
[JsonConverter(typeof(EnumNameConverter<TenantStatus>))]
public enum TenantStatus
{
    /// <summary>Its keys work, and its tasks are carried out.</summary>
    Active,

    /// <summary>Its keys are refused, and nothing is sent; reports of providers are still recorded.</summary>
    Suspended,

    /// <summary>Everything it has is being removed.</summary>
    Deleting,
}
