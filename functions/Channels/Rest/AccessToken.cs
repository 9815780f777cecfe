using System.Globalization;
using CampaignTasks.Channels.Http;

namespace CampaignTasks.Channels.Rest;

/// <summary>An OAuth 2 token that an account's credentials buy.</summary>
/// <param name="Value">The token.</param>
/// <param name="Until">When it ends.</param>
internal sealed record AccessToken(string Value, DateTimeOffset Until)
{
    private const int Day = 86_400;

    // A request that is under way when the token ends would be refused.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Reads the answer to the purchase of one; null when it holds none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="usual">How long tokens last where the answer does not say it.</param>
    /// <param name="now">The time.</param>
    public static AccessToken? Read(Exchange.Answered answer, TimeSpan usual, DateTimeOffset now)
    {
        var body = answer.Body.Written.Span;
        var isGiven = int.TryParse(AnswerJson.Find(body, "expires_in"u8), CultureInfo.InvariantCulture, out var seconds);
        return
            AnswerJson.Find(body, "access_token"u8) is { Length: <= 4096 } value && value.All(static letter => letter is > ' ' and <= '~')
            ? new(value, now + (isGiven ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Day)) : usual))
            : null;
    }

    /// <summary>True while requests may carry it.</summary>
    public bool IsValid(DateTimeOffset now) => now < Until - Margin;

    // The token must not reach a log by way of the record's text.
    public override string ToString() => "token";
}
