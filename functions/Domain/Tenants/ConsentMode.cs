using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Which word of consent lets a message leave.</summary>
[JsonConverter(typeof(EnumNameConverter<ConsentMode>))]
public enum ConsentMode
{
    /// <summary>Everything but an opt-out.</summary>
    OptOut,

    /// <summary>Only an opt-in.</summary>
    OptIn,
}
