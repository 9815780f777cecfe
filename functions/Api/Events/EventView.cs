using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;

namespace CampaignTasks.Api.Events;

/// <summary>An event.</summary>
/// <param name="Id">Your own id of the event.</param>
/// <param name="Name">What happened.</param>
/// <param name="Contact">The id of the contact.</param>
/// <param name="At">When it happened.</param>
/// <param name="Properties">Its properties, by name.</param>
internal sealed record EventView(
    string Id,
    string Name,
    string Contact,
    DateTimeOffset At,
    IReadOnlyDictionary<string, AttributeValue> Properties
)
{
    public static EventView From(ContactEvent submitted) =>
        new(submitted.Id, submitted.Name, submitted.ContactId, submitted.At, submitted.Properties);
}
