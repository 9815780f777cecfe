using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>
/// A stretch of time between two changes of a zone's clock. All figures are ticks since the year 1, as <see cref="DateTime"/> counts them:
/// of UTC for <see cref="Start"/> and <see cref="End"/>, of the local clock elsewhere. Immutable but for what it remembers.
/// </summary>
internal sealed class ClockStretch
{
    // Far beyond every date, and far enough from the end of a long to be added to.
    private const long Forever = long.MaxValue / 4;

    private readonly DateTimeZone _zone;
    private readonly long _jump;
    private ClockStretch? _next;

    private ClockStretch(DateTimeZone zone, Instant within)
    {
        var interval = zone.GetZoneInterval(within);
        _zone = zone;
        Offset = interval.WallOffset.Ticks;
        Start = interval.HasStart ? TicksOf(interval.Start) : -Forever;
        End = interval.HasEnd ? TicksOf(interval.End) : Forever;
        _jump = interval.HasStart ? Offset - zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset.Ticks : 0;
    }

    public long Start { get; }

    public long End { get; }

    /// <summary>Local time minus UTC, in ticks.</summary>
    public long Offset { get; }

    public bool IsLast => End is Forever;

    public long LocalEnd => End + Offset;

    /// <summary>The stretch after this one, which is not the last.</summary>
    public ClockStretch Next => _next ??= At(_zone, End);

    private long LocalStart => Start + Offset;

    /// <summary>The stretch around an instant in UTC ticks.</summary>
    public static ClockStretch At(DateTimeZone zone, long utc) => new(zone, NodaConstants.BclEpoch.PlusTicks(utc));

    public bool Contains(long utc) => utc >= Start && utc < End;

    /// <summary>
    /// The instant of a local time on this stretch's clock: one that the change before it skipped comes as much later as was skipped.
    /// </summary>
    public long Shifted(long local) => local < LocalStart && local >= LocalStart - _jump ? local + _jump : local;

    /// <summary>Returns true when a local time came before this stretch already, and comes again in it.</summary>
    public bool Repeats(long local) => local >= LocalStart && local < LocalStart - _jump;

    private static long TicksOf(Instant instant) => (instant - NodaConstants.BclEpoch).BclCompatibleTicks;
}
