using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Tenants;

/// <summary>A status that a tenant can be given. A tenant that is to be removed is deleted instead.</summary>
[JsonConverter(typeof(EnumNameConverter<TenantAccess>))]
public enum TenantAccess
{
    /// <summary>Its keys work, and its tasks are carried out.</summary>
    Active,

    /// <summary>Its keys are refused, and nothing is sent; reports of providers are still recorded.</summary>
    Suspended,
}
