using System.Text.Json;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Events;

/// <summary>An event as a caller gives it: everything may be missing or wrong.</summary>
public sealed record EventDefinition
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The contact's id.</summary>
    public string? Contact { get; init; }

    /// <summary>The time of the event, as RFC 3339.</summary>
    public string? At { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    public ContactEvent? Check(DateTimeOffset now, ValidationErrors errors)
    {
        var faults = errors.Count;
        ExternalId.Check(Id, "id", errors);
        ExternalId.Check(Contact, "contact", errors);
        var name = Name?.Trim();
        if (TextRules.IsInvisible(name) || TextLength.IsOver(name!, ContactEvent.LongestName))
        {
            errors.Add("name", $"The name is missing or too long: give 1 to {ContactEvent.LongestName} characters, as in Viewed product.");
        }

        TextRules.CheckName(name, "name", errors);
        var at = ClockSkew.CheckPast(At, "at", now, errors);
        var properties = ContactAttributes.Check(Properties, kept: null, "properties", errors);
        return errors.Count > faults ? null : new ContactEvent(Id!, name!, Contact!, at, properties);
    }
}
