using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>The consent that a message requires.</summary>
[JsonConverter(typeof(EnumNameConverter<ConsentMode>))]
public enum ConsentMode
{
    /// <summary>No opt-out: messages leave unless the person opted out.</summary>
    OptOut,

    /// <summary>An opt-in: messages leave only to people who opted in.</summary>
    OptIn,
}
