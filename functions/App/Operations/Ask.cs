using System.Globalization;
using System.Text.Json;
using CampaignTasks.App.Http;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Operations;

/// <summary>What a request of the operations API asks for. What cannot be read is an <see cref="ArgumentException"/>: a 400.</summary>
internal static class Ask
{
    public static string Id(HttpContext context) => Route(context, "id");

    public static string Route(HttpContext context, string name) => (string)context.GetRouteValue(name)!;

    public static string? Text(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    public static bool Flag(HttpContext context, string name, bool otherwise = false) => Text(context, name) is not { } text
        ? otherwise
        : bool.TryParse(text, out var flag) ? flag : throw new ArgumentException($"{name} is true or false.");

    public static double? Seconds(HttpContext context, string name) => Text(context, name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : throw new ArgumentException($"{name} is a number of seconds.");

    public static int? Number(HttpContext context, string name) => Text(context, name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new ArgumentException($"{name} is a number above 0.");

    public static DateTimeOffset? Time(HttpContext context, string name) => Text(context, name) is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new ArgumentException($"{name} is a time.");

    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(HttpContext context) => Text(context, "runtimeStatus") is not { } text
        ? null
        : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name =>
            Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && !int.TryParse(name, out _)
                ? status
                : throw new ArgumentException($"{name} is no runtimeStatus."))];

    /// <summary>The body as JSON; null when there is none.</summary>
    public static async Task<JsonElement?> BodyAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ArgumentException("The body is no JSON.", e);
        }
    }
}
