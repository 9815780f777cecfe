using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>Writes a <see cref="LocalTime"/> as <c>09:00</c>.</summary>
public sealed class LocalTimeConverter : JsonConverter<LocalTime>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no time.</exception>
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimes.TryParse(JsonLists.Text(ref reader), out var time) ? time : throw new JsonException("A time is written 09:00.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalTimes.Format(value));
}
