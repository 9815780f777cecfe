using System.Net.Http.Headers;

namespace CampaignTasks.Channels.Http;

/// <summary>What answers say besides their status.</summary>
internal static class AnswerHeaders
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Retry-After as seconds or as a date, between nothing and a day; null when it is absent or unreadable.</summary>
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

    /// <summary>The first value of a header, or null.</summary>
    public static string? First(this HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
