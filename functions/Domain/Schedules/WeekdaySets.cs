using System.Numerics;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>Operations on names and sets of weekdays.</summary>
public static class WeekdaySets
{
    private static readonly string[] Names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>All names, for messages.</summary>
    internal static string AllNames { get; } = string.Join(", ", Names);

    public static bool Includes(this Weekdays set, IsoDayOfWeek day) => ((int)set & (1 << ((int)day - 1))) is not 0;

    /// <summary>Counts the days in the set.</summary>
    public static int Count(this Weekdays set) => BitOperations.PopCount((uint)set);

    /// <summary>Lists the names of the days in the set, Monday first.</summary>
    public static IReadOnlyList<string> ToNames(this Weekdays set) => [.. Names.Where((_, i) => ((int)set & (1 << i)) is not 0)];

    /// <summary>Reads one lower-case English name.</summary>
    public static bool TryParse(string? name, out Weekdays day)
    {
        var index = Array.IndexOf(Names, name);
        day = index < 0 ? Weekdays.None : (Weekdays)(1 << index);
        return index >= 0;
    }
}
