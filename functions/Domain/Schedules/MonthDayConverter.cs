using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A converter that writes a <see cref="MonthDay"/> as a number, or "last".</summary>
public sealed class MonthDayConverter : JsonConverter<MonthDay>
{
    /// <summary>The word for the last day of a month.</summary>
    public const string LastDay = "last";

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is neither a whole number nor the word.</exception>
    public override MonthDay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            // 0 is no day of a month, and must not pass for the last.
            JsonTokenType.Number when reader.TryGetInt32(out var number) => number is 0 ? new MonthDay(-1) : new MonthDay(number),
            JsonTokenType.String when reader.ValueTextEquals(LastDay) => MonthDay.Last,
            _ => throw new JsonException("A day of the month is a whole number, or last."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MonthDay value, JsonSerializerOptions options)
    {
        if (value == MonthDay.Last)
        {
            writer.WriteStringValue(LastDay);
        }
        else
        {
            writer.WriteNumberValue(value.Number);
        }
    }
}
