using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Api.Http;

/// <summary>An error as people and programs get it (RFC 9457). The code is stable; titles and details are for people.</summary>
public sealed record Problem : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>A URN that ends in the code.</summary>
    public string Type => $"urn:campaign-tasks:problem:{Code}";

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>A description of what happened this time and what to do about it.</summary>
    public required string Detail { get; init; }

    public required string Code { get; init; }

    /// <summary>The errors of the request, by the path of the field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The actions that are allowed instead, where the state does not allow the one that was requested.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The ids of the tasks that stand in the way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>Finds the log lines of a fault on our side.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>The time to wait before the next request.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (Status is StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"campaign-tasks\"";
        }

        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(this, HttpJson.Default.Problem);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
