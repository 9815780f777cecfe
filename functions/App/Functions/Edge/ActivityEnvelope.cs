using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Functions.Edge;

/// <summary>
/// How activities answer through the Functions host: the result's JSON as text in a string, which no layer on the way rewrites; a failure as a success
/// with an envelope, for the host has no other way to say why. The same text is read for as long as histories live: only add to it.
/// </summary>
internal sealed class ActivityEnvelope : IActivityResultDecoder
{
    private const string Mark = "{\"$fail\":";

    /// <summary>What an activity's call returns to the host; null for nothing.</summary>
    public static string? Seal(ActivityOutcome outcome) => outcome.Failure is { } failure
        ? JsonSerializer.Serialize(new Envelope(SealedFailure.Of(failure)), EdgeJson.Default.Envelope)
        : outcome.Result;

    /// <inheritdoc/>
    public ActivityOutcome Decode(string? recorded)
    {
        if (recorded is null)
        {
            return default;
        }

        var text = TextOf(recorded);
        return text.StartsWith(Mark, StringComparison.Ordinal) && FailureOf(text) is { } failure ? new(null, failure) : new(text);
    }

    // The host keeps the string that the activity returned as a JSON string.
    private static string TextOf(string recorded)
    {
        try
        {
            return recorded is ['"', ..] ? JsonSerializer.Deserialize(recorded, EdgeJson.Default.String) ?? recorded : recorded;
        }
        catch (JsonException)
        {
            return recorded;
        }
    }

    private static TaskFailureDetails? FailureOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EdgeJson.Default.Envelope)?.Fail?.ToDetails();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Marks a failure.</summary>
internal sealed record Envelope([property: JsonPropertyName("$fail")] SealedFailure? Fail);

/// <summary>A failure on its way through the host.</summary>
internal sealed record SealedFailure(string Type, string Message, string? Stack, bool NonRetriable, SealedFailure? Inner)
{
    public static SealedFailure Of(TaskFailureDetails failure) => new(
        failure.ErrorType, failure.ErrorMessage, failure.StackTrace, failure.IsNonRetriable, failure.InnerFailure is { } inner ? Of(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), NonRetriable);
}

/// <summary>What the edge reads and writes itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(string))]
internal sealed partial class EdgeJson : JsonSerializerContext;
