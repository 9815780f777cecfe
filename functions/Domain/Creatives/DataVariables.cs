using System.Text.Json;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;
using Fluid.Values;
using NodaTime;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The data of a request as variables: <c>data.order.total</c>, and lists for loops. Names ignore case where only one fits; a text of which
/// nothing is visible counts as missing.
/// </summary>
/// <param name="data">An object of the data.</param>
/// <param name="recipient">The recipient.</param>
internal sealed class DataVariables(JsonElement data, RecipientVariables recipient) : LiquidVariables
{
    /// <summary>The name under which texts find the data.</summary>
    public const string Name = "data";

    private const string Prefix = $"{Name}.";

    /// <inheritdoc/>
    public override DateTimeOffset Now => recipient.Now;

    /// <inheritdoc/>
    public override DateTimeZone Zone => recipient.Zone;

    /// <summary>Returns true for the name of a value in the data.</summary>
    public static bool IsPath(string name) => name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns true when the data has a visible value of this name.</summary>
    public static bool Has(JsonElement data, string name)
    {
        JsonElement? found = data;
        foreach (var part in name[Prefix.Length..].Split('.'))
        {
            found = found is { ValueKind: JsonValueKind.Object } parent ? Member(parent, part) : null;
        }

        return found is { } value && !IsMissing(value);
    }

    /// <inheritdoc/>
    public override FluidValue Find(string name) => Member(data, name) is { } value ? From(value) : NilValue.Instance;

    private FluidValue From(JsonElement value) =>
        IsMissing(value)
            ? NilValue.Instance
            : value.ValueKind switch
            {
                JsonValueKind.Object => new DataVariables(value, recipient),
                JsonValueKind.Array => new ArrayValue([.. value.EnumerateArray().Select(From)]),
                JsonValueKind.String => StringValue.Create(value.GetString()!),
                JsonValueKind.Number => value.TryGetDecimal(out var number)
                    ? NumberValue.Create(number / 1.0000000000000000000000000000m)
                    : StringValue.Create(value.GetRawText()),
                _ => BooleanValue.Create(value.GetBoolean()),
            };

    private static bool IsMissing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value.ValueKind is JsonValueKind.String && TextRules.IsInvisible(value.GetString()));

    private static JsonElement? Member(JsonElement parent, string name)
    {
        if (parent.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in parent.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
