using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Contacts;

/// <summary>The value of an attribute: a text, a number, or yes or no. In JSON just that.</summary>
[JsonConverter(typeof(AttributeValueConverter))]
public abstract record AttributeValue
{
    private AttributeValue() { }

    /// <summary>The value as a creative shows it.</summary>
    public abstract override string ToString();

    public sealed record Text(string Value) : AttributeValue
    {
        public override string ToString() => Value;
    }

    public sealed record Number(decimal Value) : AttributeValue
    {
        public override string ToString() => Value.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    public sealed record Flag(bool Value) : AttributeValue
    {
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>Reads a JSON value; null when it is no text, number that fits, or yes or no.</summary>
    public static AttributeValue? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new Text(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False => new Flag(value.GetBoolean()),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => new Number(number),
        _ => null,
    };
}

/// <summary>Writes an <see cref="AttributeValue"/> as the plain JSON value.</summary>
public sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is none of the three kinds.</exception>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return AttributeValue.Of(value.RootElement) ?? throw new JsonException("An attribute is a text, a number, or true or false.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case AttributeValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case AttributeValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case AttributeValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
        }
    }
}
