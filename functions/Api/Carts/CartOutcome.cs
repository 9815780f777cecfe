using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Api.Carts;

/// <summary>What a change of a cart meant.</summary>
[JsonConverter(typeof(EnumNameConverter<CartOutcome>))]
public enum CartOutcome
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>The same was stored before.</summary>
    Unchanged,

    /// <summary>A newer change was stored before: it stays.</summary>
    Late,
}
