namespace CampaignTasks.Domain.Forecasts;

/// <summary>Messages of a forecast that one claim takes.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Part">The lane's part they are of.</param>
/// <param name="Index">The place of the first one in the part.</param>
/// <param name="Account">The account they leave through.</param>
/// <param name="Count">How many there are.</param>
/// <param name="From">When the first one leaves.</param>
/// <param name="Interval">The time between two of them.</param>
internal readonly record struct PlannedClaim(
    int Lane,
    int Part,
    int Index,
    string Account,
    int Count,
    DateTimeOffset From,
    TimeSpan Interval
)
{
    /// <summary>Returns when a message leaves, from 0.</summary>
    public DateTimeOffset At(int index) => From + (index * Interval);

    /// <summary>Returns a message of a stage, both from 0.</summary>
    public PlannedMessage Message(int stage, int index) => new(stage, Lane, Part, Index + index, Account, At(index));
}
