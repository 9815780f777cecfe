using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Time;

/// <summary>The check of times in the past that come from machines whose clocks may be ahead of ours.</summary>
public static class ClockSkew
{
    /// <summary>
    /// The most that a time may lie in the future. Later ones are wrong units or zones, and would outlast every correction.
    /// </summary>
    public static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>Reads the time; whole milliseconds.</summary>
    internal static DateTimeOffset CheckPast(string? text, string field, DateTimeOffset now, ValidationErrors errors)
    {
        if (!Instants.TryParse(text, out var at))
        {
            errors.Add(field, "The time is missing or no instant: write date, time and offset, as in 2026-12-01T09:00:00Z.");
        }
        else if (at > now + Most)
        {
            errors.Add(field, $"The time is in the future: give when it happened, at most one hour after now ({now.UtcDateTime:s}Z).");
        }

        return Instants.InMilliseconds(at);
    }
}
