using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The checks of lists of weekdays as callers give them.</summary>
internal static class WeekdayNames
{
    /// <summary>Checks a list and returns its days; errors are added by index.</summary>
    public static Weekdays Check(IReadOnlyList<string> names, string field, ValidationErrors errors)
    {
        var set = Weekdays.None;
        for (var i = 0; i < names.Count; i++)
        {
            if (!WeekdaySets.TryParse(names[i], out var day))
            {
                errors.Add($"{field}[{i}]", $"There is no weekday of this name: write one of {WeekdaySets.AllNames}.");
            }
            else if ((set & day) is not Weekdays.None)
            {
                errors.Add($"{field}[{i}]", $"The weekday {names[i]} is given twice: give it once.");
            }

            set |= day;
        }

        return set;
    }
}
