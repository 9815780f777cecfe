using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// A comparison of an attribute: all given members must hold. Without it only <c>exists:false</c> and <c>isNot</c> match.
/// </summary>
/// <param name="Name">The attribute.</param>
/// <param name="Is">It equals this; texts compare ignoring case.</param>
/// <param name="IsNot">It does not equal this.</param>
/// <param name="AtLeast">It is a number of at least this.</param>
/// <param name="AtMost">It is a number of at most this.</param>
/// <param name="Contains">It is a text that contains this, ignoring case.</param>
/// <param name="Exists">Whether the contact has it.</param>
public sealed record AttributeRule(
    string? Name,
    AttributeValue? Is = null,
    AttributeValue? IsNot = null,
    decimal? AtLeast = null,
    decimal? AtMost = null,
    string? Contains = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Exists = null
);
