using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Packs the service's two continuation headers into one opaque, URL-safe token. Their contents are the service's own and are only
/// ever given back to it.
/// </summary>
internal static class TableContinuation
{
    // Escaping leaves no exclamation mark in either half.
    private const char Divider = '!';

    public static string? Of(Response response, string first, string second)
    {
        if (!response.Headers.TryGetValue($"x-ms-continuation-{first}", out var one) || one is null)
        {
            return null;
        }

        var head = Uri.EscapeDataString(one);
        return response.Headers.TryGetValue($"x-ms-continuation-{second}", out var two) && two is not null
            ? $"{head}{Divider}{Uri.EscapeDataString(two)}"
            : head;
    }

    public static IEnumerable<string> Query(string? token, string first, string second) => token?.Split(Divider) switch
    {
        null or [""] => [],
        [var one] => [$"{first}={one}"],
        [var one, var two] => [$"{first}={one}", $"{second}={two}"],
        _ => throw new ArgumentException("Not a continuation token that a page gave.", nameof(token)),
    };
}
