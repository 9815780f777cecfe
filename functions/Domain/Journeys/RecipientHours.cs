using System.Collections.Concurrent;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The hours of an automation, in each recipient's zone where they are by recipient. Thread-safe.</summary>
/// <param name="schedule">The hours.</param>
/// <param name="homeZone">The zone of recipients of whom none is known; UTC when there is no such one.</param>
public sealed class RecipientHours(Schedule schedule, string? homeZone)
{
    private readonly ConcurrentDictionary<string, SendingHours> _byZone = new(StringComparer.Ordinal);
    private readonly SendingHours _common = SendingHours.For(schedule);

    /// <summary>True when what they say of a contact depends on its zone.</summary>
    public bool IsByRecipient => schedule.IsByRecipient;

    /// <summary>Finds the window that is open at an instant, or the next one; null when none is to come.</summary>
    /// <param name="contact">The recipient; null when it is not known.</param>
    /// <param name="address">The recipient's address: a phone number tells a country.</param>
    /// <param name="after">The instant.</param>
    public SendWindow? NextOpening(Contact? contact, string? address, DateTimeOffset after) =>
        schedule.IsByRecipient
            ? _byZone
                .GetOrAdd(ZoneIdOf(contact, address), static (zone, hours) => SendingHours.For(hours, zone, occurrenceDay: null), schedule)
                .NextOpening(after)
            : _common.NextOpening(after);

    /// <summary>Finds the next instant after another at which the clock shows a time, on one of some weekdays.</summary>
    /// <param name="at">The time.</param>
    /// <param name="weekdays">The weekdays.</param>
    /// <param name="contact">The recipient; null when it is not known.</param>
    /// <param name="after">The instant.</param>
    public DateTimeOffset NextTime(LocalTime at, Weekdays weekdays, Contact? contact, DateTimeOffset after)
    {
        var zone = Zones.Get(schedule.IsByRecipient ? ZoneIdOf(contact, address: null) : schedule.TimeZone);
        for (var day = zone.DayOf(after); ; day = day.PlusDays(1))
        {
            if (weekdays.Includes(day.DayOfWeek) && zone.InstantOf(day.At(at)) is var instant && instant > after)
            {
                return instant;
            }
        }
    }

    private string ZoneIdOf(Contact? contact, string? address) =>
        RecipientZone.Resolve(contact?.TimeZone, contact?.Country, address ?? PhoneOf(contact), homeZone).ZoneId;

    private static string? PhoneOf(Contact? contact) =>
        contact?.Addresses.GetValueOrDefault(ChannelKind.Sms) ?? contact?.Addresses.GetValueOrDefault(ChannelKind.Whatsapp);
}
