using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tasks;

/// <summary>Pacing as a caller gives it, of a task or of an account.</summary>
/// <param name="PauseBetweenMessages">An ISO 8601 duration.</param>
/// <param name="DailyLimit">Messages a local day: the account's, or the task's schedule's.</param>
/// <param name="RatePerSecond">Messages a second.</param>
public sealed record PacingDefinition(string? PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    private const int HighestLimit = 10_000_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>Nothing given.</summary>
    public static readonly PacingDefinition Empty = new(null, null, null);

    /// <summary>The pacing of an account: on chat channels at least the shortest pause, also when none is given.</summary>
    /// <param name="channel">The channel that is paced; null when it is not known because it was wrong itself.</param>
    /// <param name="field">The path of the pacing object.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns><see cref="Pacing.None"/> beside errors.</returns>
    public Pacing CheckOfAccount(ChannelKind? channel, string field, ValidationErrors errors) =>
        Check(channel, ShortestPause(channel), field, errors);

    /// <summary>
    /// The pacing of a task itself, beside that of its accounts: none when none is given, so that several accounts are faster than one.
    /// </summary>
    /// <param name="channel">The channel that is paced; null when it is not known because it was wrong itself.</param>
    /// <param name="field">The path of the pacing object.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns><see cref="Pacing.None"/> beside errors.</returns>
    public Pacing CheckOfTask(ChannelKind? channel, string field, ValidationErrors errors) => Check(channel, TimeSpan.Zero, field, errors);

    private Pacing Check(ChannelKind? channel, TimeSpan least, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        var pause = CheckPause(channel, least, $"{field}.pauseBetweenMessages", errors);
        if (DailyLimit is < 1 or > HighestLimit)
        {
            errors.Add(
                $"{field}.dailyLimit",
                "The daily limit is out of range: give 1 to 10000000 messages a day, or leave it out for no limit."
            );
        }

        if (RatePerSecond is { } rate && !(rate is >= 0.01 and <= 10_000))
        {
            errors.Add(
                $"{field}.ratePerSecond",
                "The rate is out of range: give 0.01 to 10000 messages a second, or leave it out for no limit."
            );
        }

        return errors.Count == before ? new Pacing(pause, DailyLimit, RatePerSecond) : Pacing.None;
    }

    /// <summary>Returns the shortest pause that an account of the channel may have.</summary>
    private static TimeSpan ShortestPause(ChannelKind? channel) =>
        channel is { } known && ChannelCapabilities.Of(known) is { IsPaced: true } chat ? chat.ShortestPause : TimeSpan.Zero;

    private TimeSpan CheckPause(ChannelKind? channel, TimeSpan least, string field, ValidationErrors errors)
    {
        if (PauseBetweenMessages is null)
        {
            return least;
        }

        if (!IsoDuration.TryParse(PauseBetweenMessages, out var pause))
        {
            errors.Add(field, "The pause is not an ISO 8601 duration: write it like PT3S (three seconds) or PT1M30S.");
        }
        else if (pause > LongestPause)
        {
            errors.Add(field, "The pause is too long: give at most PT24H.");
        }
        else if (pause < least || (pause > TimeSpan.Zero && channel is { } known && pause < ChannelCapabilities.Of(known).ShortestPause))
        {
            errors.Add(field, "The pause is too short for a chat channel: give PT3S or more, or leave it out.");
        }

        return pause;
    }
}
