using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>Writes the end of a window as <c>18:00</c>, and midnight, which ends the day there, as <c>24:00</c>.</summary>
public sealed class EndTimeConverter : JsonConverter<LocalTime>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no time.</exception>
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimes.TryParseEnd(JsonLists.Text(ref reader), out var time)
            ? time
            : throw new JsonException("A time is written 18:00, the end of the day 24:00.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalTimes.FormatEnd(value));
}
