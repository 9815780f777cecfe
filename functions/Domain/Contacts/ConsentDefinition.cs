using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Contacts;

/// <summary>Consent as a caller gives it.</summary>
/// <param name="Status">The word.</param>
/// <param name="Source">Where it was said.</param>
/// <param name="At">When, as RFC 3339; null: now.</param>
public sealed record ConsentDefinition(ConsentStatus? Status, string? Source, string? At)
{
    internal Consent? Check(string field, string defaultSource, DateTimeOffset now, ValidationErrors errors)
    {
        var faults = errors.Count;
        if (Status is null)
        {
            errors.Add($"{field}.status", "The status is missing: give subscribed, unsubscribed or never.");
        }

        var at = now;
        if (At is not null && !Instants.TryParse(At, out at))
        {
            errors.Add($"{field}.at", "Not an instant: write date, time and offset, as in 2026-12-01T09:00:00Z.");
        }
        else if (at > now.AddMinutes(5))
        {
            errors.Add($"{field}.at", "The time is still to come: give when it was said.");
        }

        if (TextLength.IsOver(Source, 100))
        {
            errors.Add($"{field}.source", "The source is too long: give at most 100 characters.");
        }

        TextRules.CheckName(Source, $"{field}.source", errors);
        return errors.Count == faults ? new Consent(Status!.Value, TextRules.NullIfBlank(Source?.Trim()) ?? defaultSource, at) : null;
    }
}
