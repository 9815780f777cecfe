using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A converter that writes <see cref="Weekdays"/> as a list of names.</summary>
public sealed class WeekdaysConverter : JsonConverter<Weekdays>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is not a list of lower-case English weekdays.</exception>
    public override Weekdays Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var set = Weekdays.None;
        for (JsonLists.Enter(ref reader); reader.Read() && reader.TokenType is not JsonTokenType.EndArray; )
        {
            set |= WeekdaySets.TryParse(JsonLists.Text(ref reader), out var day)
                ? day
                : throw new JsonException("A weekday is written monday to sunday.");
        }

        return set;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Weekdays value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value.ToNames())
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
