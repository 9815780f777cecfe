using System.Net.Http.Headers;

namespace CampaignTasks.Channels.Http;

/// <summary>The headers of responses.</summary>
internal static class AnswerHeaders
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Reads Retry-After, in seconds or as a date, limited to 0 to 24 hours; null when it is absent or malformed.</summary>
    public static TimeSpan? RetryAfter(this HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait is { } value ? TimeSpan.FromTicks(Math.Clamp(value.Ticks, 0, LongestWait.Ticks)) : null;
    }

    /// <summary>Gets the first value of a header; null when it is absent.</summary>
    public static string? First(this HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
