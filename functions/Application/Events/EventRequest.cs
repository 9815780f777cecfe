using System.Text.Json;
using CampaignTasks.Domain.Events;

namespace CampaignTasks.Application.Events;

/// <summary>An event to submit: something that a contact did.</summary>
/// <param name="Id">Your own id of the event: 1 to 64 letters, digits and . _ - : @ + =, but not . or .. alone.</param>
/// <param name="Name">What happened, in your words: 1 to 100 characters; case does not matter.</param>
/// <param name="Contact">The id of the contact, which must be stored.</param>
/// <param name="At">When it happened; at most one hour in the future.</param>
/// <param name="Properties">Its properties by name: texts, numbers, true and false.</param>
public sealed record EventRequest(string? Id, string? Name, string? Contact, string? At, Dictionary<string, JsonElement>? Properties)
{
    public EventDefinition ToDefinition() =>
        new()
        {
            Id = Id,
            Name = Name,
            Contact = Contact,
            At = At,
            Properties = Properties,
        };
}
