using System.Globalization;
using System.Text.Json;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Json;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Operations;

/// <summary>The parameters of requests to the operations API. A malformed one is a 400 that names it.</summary>
internal static class ManagementRequest
{
    /// <summary>The most seconds of a wait: a day.</summary>
    private const int MaxSeconds = 86_400;

    /// <summary>Gets the id in the path.</summary>
    public static string Id(HttpContext context) => NewId(context)!;

    /// <summary>Gets the id in the path; null when none is given.</summary>
    public static string? NewId(HttpContext context) =>
        context.GetRouteValue("id") is not string id ? null
        : id is { Length: >= 1 and <= 100 } && id[0] != '@' && id.AsSpan().IndexOfAny(@"/\#?") < 0 && !id.Any(char.IsControl) ? id
        : throw Bad(
            "instanceId",
            @"An instance id has 1 to 100 characters, does not start with '@' and holds no / \ # ? and no control character."
        );

    public static string Route(HttpContext context, string name) => (string)context.GetRouteValue(name)!;

    public static string? Text(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    public static bool Flag(HttpContext context, string name, bool otherwise = false) =>
        Text(context, name) is not { } text ? otherwise
        : bool.TryParse(text, out var flag) ? flag
        : throw Bad(name, "Give true or false.");

    public static double? Seconds(HttpContext context, string name) =>
        Text(context, name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxSeconds
            ? seconds
        : throw Bad(name, $"Give a number of seconds above 0, at most {MaxSeconds}.");

    public static int? Number(HttpContext context, string name) =>
        Text(context, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw Bad(name, "Give a whole number above 0.");

    public static DateTimeOffset? Time(HttpContext context, string name) =>
        Text(context, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Bad(name, "Give a time, as in 2026-12-01T09:00:00Z.");

    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(HttpContext context) =>
        Text(context, "runtimeStatus") is not { } text
            ? null
            :
            [
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(name =>
                        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && !int.TryParse(name, out _)
                            ? status
                            : throw Bad(
                                "runtimeStatus",
                                $"Give one or more, separated by commas, of: {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}."
                            )
                    ),
            ];

    /// <summary>Reads the body as JSON; null when there is none.</summary>
    public static async Task<JsonElement?> BodyAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.Length == 0)
        {
            return null;
        }

        using var json = JsonBodies.Parse(body);
        return JsonShapeValidator.IsWhole(json.RootElement)
            ? json.RootElement.Clone()
            : throw new ProblemException(
                Problems.MalformedJson("A text in the body has half a character (a lone surrogate): write it again as valid Unicode.")
            );
    }

    public static ProblemException Bad(string part, string message) => new(Problems.BadRequest(part, message));
}
