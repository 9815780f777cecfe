using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The repetition of a task. Days are counted from the schedule's anchor: the local day of its start.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Once), "once")]
[JsonDerivedType(typeof(Daily), "daily")]
[JsonDerivedType(typeof(Weekly), "weekly")]
[JsonDerivedType(typeof(Monthly), "monthly")]
public abstract record Recurrence
{
    private Recurrence() { }

    public sealed record Once : Recurrence;

    /// <summary>Every <paramref name="Every"/> days.</summary>
    public sealed record Daily(int Every) : Recurrence;

    /// <summary>On some weekdays of every <paramref name="Every"/> weeks, which begin on Monday; the anchor's week is the first.</summary>
    public sealed record Weekly(int Every, Weekdays On) : Recurrence;

    /// <summary>On a day of every month; a month without it is skipped.</summary>
    public sealed record Monthly(MonthDay Day) : Recurrence;
}
