using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Contacts;

/// <summary>The value of an attribute: a text, a number, or yes or no. Its JSON is the plain value.</summary>
[JsonConverter(typeof(AttributeValueConverter))]
public abstract record AttributeValue
{
    private AttributeValue() { }

    /// <summary>Formats the value as a creative shows it.</summary>
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
    public static AttributeValue? From(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => new Text(value.GetString()!),
            JsonValueKind.True or JsonValueKind.False => new Flag(value.GetBoolean()),
            JsonValueKind.Number when value.TryGetDecimal(out var number) => new Number(number),
            _ => null,
        };
}
