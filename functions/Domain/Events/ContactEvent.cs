using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Events;

/// <summary>Something a contact did, as the tenant tells it. It never changes.</summary>
/// <param name="Id">The tenant's own id: see <see cref="ExternalId"/>.</param>
/// <param name="Name">What happened, in the tenant's words; see <see cref="Names"/>.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="At">When it happened; whole milliseconds.</param>
/// <param name="Properties">Its properties by name.</param>
public sealed record ContactEvent(
    string Id,
    string Name,
    string ContactId,
    DateTimeOffset At,
    IReadOnlyDictionary<string, AttributeValue> Properties
)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>The comparer of names: without case.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>Its properties by name.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Properties { get; } = ContactAttributes.ByName(Properties);
}
