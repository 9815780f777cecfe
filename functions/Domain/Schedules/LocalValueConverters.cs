using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Domain.Schedules;

/// <summary>Writes a <see cref="LocalDate"/> as <c>2026-12-01</c>.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no date.</exception>
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(JsonLists.Text(ref reader)) is { Success: true } date ? date.Value : throw new JsonException("A date is written 2026-12-01.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>Writes dates as a list of <c>2026-12-01</c>.</summary>
public sealed class LocalDatesConverter : JsonConverter<IReadOnlyList<LocalDate>>
{
    private static readonly LocalDateConverter Each = new();

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no list of dates.</exception>
    public override IReadOnlyList<LocalDate> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<LocalDate> dates = [];
        for (JsonLists.Enter(ref reader); reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            dates.Add(Each.Read(ref reader, typeof(LocalDate), options));
        }

        return dates;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<LocalDate> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var date in value)
        {
            Each.Write(writer, date, options);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Writes a <see cref="LocalTime"/> as <c>09:00</c>.</summary>
public sealed class LocalTimeConverter : JsonConverter<LocalTime>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no time.</exception>
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimes.TryParse(JsonLists.Text(ref reader), out var time) ? time : throw new JsonException("A time is written 09:00.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) => writer.WriteStringValue(LocalTimes.Format(value));
}

/// <summary>Writes the end of a window as <c>18:00</c>, and midnight, which ends the day there, as <c>24:00</c>.</summary>
public sealed class EndTimeConverter : JsonConverter<LocalTime>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no time.</exception>
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimes.TryParseEnd(JsonLists.Text(ref reader), out var time) ? time : throw new JsonException("A time is written 18:00, the end of the day 24:00.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) => writer.WriteStringValue(LocalTimes.FormatEnd(value));
}

/// <summary>The steps of reading lists and texts.</summary>
internal static class JsonLists
{
    /// <exception cref="JsonException">No list begins here.</exception>
    public static void Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("A list is owed here.");
        }
    }

    /// <exception cref="JsonException">No text stands here.</exception>
    public static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException("A text is owed here.");
}
