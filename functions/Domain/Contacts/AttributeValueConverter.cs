using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Contacts;

/// <summary>A converter that writes an <see cref="AttributeValue"/> as the plain JSON value.</summary>
public sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is none of the three kinds.</exception>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return AttributeValue.From(value.RootElement) ?? throw new JsonException("An attribute is a text, a number, or true or false.");
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
