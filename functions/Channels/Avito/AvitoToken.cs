using System.Globalization;
using CampaignTasks.Channels.Http;

namespace CampaignTasks.Channels.Avito;

/// <summary>A token of Avito's API.</summary>
/// <param name="Value">The token.</param>
/// <param name="Until">When it ends.</param>
internal sealed record AvitoToken(string Value, DateTimeOffset Until)
{
    private const int Day = 86_400;

    // A request that is under way when the token ends would be refused.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Reads the answer to the purchase of one; null when it holds none.</summary>
    public static AvitoToken? Read(Exchange.Answered answer, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        var isLong = int.TryParse(AnswerJson.Find(body, "expires_in"u8), CultureInfo.InvariantCulture, out var seconds);
        return
            AnswerJson.Find(body, "access_token"u8) is { Length: <= 4096 } value && value.All(static letter => letter is > ' ' and <= '~')
            ? new(value, now.AddSeconds(isLong ? Math.Clamp(seconds, 0, Day) : Day))
            : null;
    }

    /// <summary>True while requests may carry it.</summary>
    public bool IsValid(DateTimeOffset now) => now < Until - Margin;

    // The token must not reach a log by way of the record's text.
    public override string ToString() => "token";
}
