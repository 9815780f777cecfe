using System.Globalization;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The day of the month on which a monthly task runs: a number, or the last day. Its JSON is the number, or "last".</summary>
/// <param name="Number">The number, 1 to 31; 0 for the last day. The default is the last day.</param>
[JsonConverter(typeof(MonthDayConverter))]
public readonly record struct MonthDay(int Number)
{
    /// <summary>The last day of every month.</summary>
    public static MonthDay Last => default;

    public static implicit operator MonthDay(int number) => new(number);

    /// <summary>Returns whether a month of so many days has the day. Every month has a last one.</summary>
    public bool IsIn(int daysInMonth) => Number <= daysInMonth;

    /// <summary>The day's number in a month of so many days; its last day where the month does not have the day.</summary>
    public int In(int daysInMonth) => Number is 0 || !IsIn(daysInMonth) ? daysInMonth : Number;

    public override string ToString() => Number is 0 ? MonthDayConverter.LastDay : Number.ToString(CultureInfo.InvariantCulture);
}
