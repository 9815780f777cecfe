using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>Whether somebody who entered an automation may enter it again. Stored: add optional members, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Never), "once")]
[JsonDerivedType(typeof(AtEveryOccasion), "always")]
[JsonDerivedType(typeof(AfterPeriod), "after")]
public abstract record Reentry
{
    private Reentry() { }

    /// <summary>Never again.</summary>
    public sealed record Never : Reentry;

    /// <summary>At every occasion, also while an earlier journey goes on.</summary>
    public sealed record AtEveryOccasion : Reentry;

    /// <summary>When a period has passed since the last entry.</summary>
    /// <param name="Period">The period.</param>
    public sealed record AfterPeriod(TimeSpan Period) : Reentry;

    /// <summary>Returns true when somebody may enter now who entered before.</summary>
    /// <param name="lastEntry">The last entry.</param>
    /// <param name="now">The time of the occasion.</param>
    public bool Allows(DateTimeOffset lastEntry, DateTimeOffset now) =>
        this switch
        {
            AtEveryOccasion => true,
            AfterPeriod after => now >= lastEntry + after.Period,
            _ => false,
        };
}
