using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The checks of a schedule whose parts are valid singly: against each other and against the current time.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="edited">The one it replaces; null for a new task.</param>
/// <param name="now">The time.</param>
/// <param name="field">The path of the schedule object.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class ScheduleValidator(Schedule schedule, Schedule? edited, DateTimeOffset now, string field, ValidationErrors errors)
{
    public void Check()
    {
        var before = errors.Count;
        CheckStarts();
        CheckFinish();
        if (errors.Count == before)
        {
            CheckOccurrences();
        }
    }

    private void CheckStarts()
    {
        if (schedule is { StartAt: not null, StartDate: not null })
        {
            errors.Add($"{field}.startDate", "The start is given twice: give either startAt (an instant) or startDate (a local day).");
        }

        if (schedule is { StartAt: not null, IsByRecipient: true, Recurrence: not Recurrence.Once })
        {
            errors.Add(
                $"{field}.startAt",
                "In each recipient's zone a recurring task has no common instant: give startDate, and windows for the time of day."
            );
        }

        if (schedule.StartAt is { } at && at != edited?.StartAt && schedule.IsTooLate(at, now))
        {
            errors.Add(
                $"{field}.startAt",
                $"The start passed more than {Words(schedule.LatestStart)} ago: give a time to come, or leave it out to start at once."
            );
        }

        // By recipient, the day has begun in the zone where days begin first.
        var today = schedule.OccurrenceZone.DayOf(now);
        if (schedule.StartDate is { } day && day != edited?.StartDate && day < today)
        {
            errors.Add(
                $"{field}.startDate",
                $"The start date has passed: give {LocalDates.Format(today)} (today) or a later day, or leave it out to start at once."
            );
        }
    }

    private void CheckFinish()
    {
        if (schedule.FinishDate is not { } finish)
        {
            return;
        }

        // By recipient, the day lasts until it ends in the zone where days end last.
        var zone = schedule.IsByRecipient ? Zones.Latest : schedule.OccurrenceZone;
        var today = zone.DayOf(now);
        if (finish != edited?.FinishDate && finish < today)
        {
            errors.Add($"{field}.finishDate", $"The finish date has passed: give {LocalDates.Format(today)} (today) or a later day.");
        }

        var start = schedule.StartDate ?? (schedule.StartAt is { } at ? zone.DayOf(at) : null);
        if (start > finish)
        {
            errors.Add($"{field}.finishDate", $"The finish date is before the start: give {LocalDates.Format(start)} or a later day.");
        }
    }

    private void CheckOccurrences()
    {
        var occurrences = Occurrences.From(schedule, now);
        if (!occurrences.All().Any(planned => planned.At is not null))
        {
            if (schedule.FinishDate is null)
            {
                errors.Add(
                    $"{field}.recurrence.every",
                    "Every occurrence falls on a day of rest, so the task would never run: change every, the start or doNotDisturb."
                );
            }
            else
            {
                errors.Add(
                    $"{field}.finishDate",
                    "No occurrence comes before the finish date ends: give a later one, or fewer days of rest."
                );
            }
        }
        else if (schedule.StartDate is not null && schedule.StartDate != edited?.StartDate && occurrences.First is null)
        {
            errors.Add(
                $"{field}.startDate",
                $"The only occurrence passed more than {Words(schedule.LatestStart)} ago: give a later day, or leave it out to start at once."
            );
        }
    }

    private static string Words(TimeSpan duration) => duration == Schedule.DefaultLatestStart ? "24 hours" : IsoDuration.Format(duration);
}
