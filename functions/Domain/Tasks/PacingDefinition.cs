using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Domain.Tasks;

/// <summary>Pacing as a caller gives it, of a task or of an account.</summary>
/// <param name="PauseBetweenMessages">An ISO 8601 duration.</param>
/// <param name="DailyLimit">Messages a day.</param>
/// <param name="RatePerSecond">Messages a second.</param>
public sealed record PacingDefinition(string? PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    /// <summary>The shortest pause on chat channels: faster senders are taken for spammers there.</summary>
    public static readonly TimeSpan ShortestChatPause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>The pacing that stands for it, or <see cref="Pacing.None"/> beside the errors.</summary>
    /// <param name="channel">The channel that is paced; null when it is not known because it was wrong itself.</param>
    /// <param name="field">The path of the pacing object.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public Pacing Check(ChannelKind? channel, string field, FieldErrors errors)
    {
        var before = errors.Count;
        var pause = CheckPause(channel, $"{field}.pauseBetweenMessages", errors);
        if (DailyLimit is not null)
        {
            errors.Add($"{field}.dailyLimit", "A daily limit is not supported yet: leave it out.");
        }

        if (RatePerSecond is { } rate && !(rate is >= 0.01 and <= 10_000))
        {
            errors.Add($"{field}.ratePerSecond", "The rate is out of range: give 0.01 to 10000 messages a second, or leave it out for no limit.");
        }

        return errors.Count == before ? new Pacing(pause, DailyLimit, RatePerSecond) : Pacing.None;
    }

    /// <summary>The pacing of a task that asks for none.</summary>
    public static Pacing Default(ChannelKind channel) => Pacing.None with { PauseBetweenMessages = DefaultPause(channel) };

    private static TimeSpan DefaultPause(ChannelKind? channel) =>
        channel is ChannelKind.Telegram or ChannelKind.Vk or ChannelKind.Instagram or ChannelKind.Avito ? ShortestChatPause : TimeSpan.Zero;

    private TimeSpan CheckPause(ChannelKind? channel, string field, FieldErrors errors)
    {
        if (PauseBetweenMessages is null)
        {
            return DefaultPause(channel);
        }

        if (!IsoDuration.TryParse(PauseBetweenMessages, out var pause))
        {
            errors.Add(field, "The pause is not an ISO 8601 duration: write it like PT3S (three seconds) or PT1M30S.");
        }
        else if (pause > LongestPause)
        {
            errors.Add(field, "The pause is too long: give at most PT24H.");
        }
        else if (pause < DefaultPause(channel) || (channel is ChannelKind.Whatsapp && pause > TimeSpan.Zero && pause < ShortestChatPause))
        {
            errors.Add(field, "The pause is too short for a chat channel: give PT3S or more, or leave it out.");
        }

        return pause;
    }
}
