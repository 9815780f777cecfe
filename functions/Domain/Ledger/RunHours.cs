using System.Collections.Concurrent;
using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Ledger;

/// <summary>
/// The hours at which messages of one run may leave: in one zone for all, or on each page in the zone of its recipients. Thread-safe.
/// </summary>
/// <param name="schedule">The task's schedule.</param>
/// <param name="occurrenceDay">For a schedule by recipient: the local day before which nobody gets a message of the run.</param>
public sealed class RunHours(Schedule schedule, LocalDate? occurrenceDay)
{
    private readonly ConcurrentDictionary<string, SendingHours> _byZone = new(StringComparer.Ordinal);
    private readonly SendingHours _common = SendingHours.For(schedule);

    /// <summary>Finds the window that is open at an instant, or the next one; null when none is to come.</summary>
    /// <param name="zone">The page's zone.</param>
    /// <param name="after">The instant.</param>
    public SendWindow? Next(string? zone, DateTimeOffset after) => Of(zone).NextOpening(after);

    private SendingHours Of(string? zone) =>
        zone is null
            ? _common
            : _byZone.GetOrAdd(
                zone,
                static (id, run) => SendingHours.For(run.Schedule, id, run.Day),
                (Schedule: schedule, Day: occurrenceDay)
            );
}
