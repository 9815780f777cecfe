using System.Text.Json;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Contacts;

/// <summary>The checks of a contact's attributes.</summary>
public static class ContactAttributes
{
    /// <summary>The most attributes of a contact.</summary>
    public const int Most = 100;

    /// <summary>The longest text of an attribute.</summary>
    public const int LongestText = 1000;

    private const int LongestAltogether = 16 * 1024;

    /// <summary>Checks that a name can be used in a creative's text: a letter, then letters, digits and underscores, at most 64.</summary>
    public static bool IsName(string name) =>
        name is { Length: >= 1 and <= 64 } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    internal static IReadOnlyDictionary<string, AttributeValue> Check(
        IReadOnlyDictionary<string, JsonElement>? given,
        IReadOnlyDictionary<string, AttributeValue>? kept,
        ValidationErrors errors
    )
    {
        if (given is null)
        {
            return kept ?? new Dictionary<string, AttributeValue>();
        }

        var attributes = new Dictionary<string, AttributeValue>(kept ?? new Dictionary<string, AttributeValue>(), StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!IsName(name))
            {
                errors.Add(
                    $"attributes.{(name.Length <= 60 ? name : name[..60])}",
                    "Not a name: give a letter, then letters, digits and underscores, at most 64 in all."
                );
            }
            else if (value.ValueKind is JsonValueKind.Null)
            {
                attributes.Remove(name);
            }
            else if (CheckValue(value, $"attributes.{name}", errors) is { } attribute)
            {
                attributes[name] = attribute;
            }
        }

        if (attributes.Count > Most)
        {
            errors.Add("attributes", $"There are {attributes.Count} attributes: give at most {Most}.");
        }
        else if (attributes.Sum(attribute => attribute.Key.Length + attribute.Value.ToString().Length) > LongestAltogether)
        {
            errors.Add("attributes", $"The attributes are too long: give at most {LongestAltogether} characters, names included.");
        }

        return attributes;
    }

    private static AttributeValue? CheckValue(JsonElement value, string field, ValidationErrors errors)
    {
        var attribute = AttributeValue.From(value);
        switch (attribute)
        {
            case null:
                errors.Add(field, "Give a text, a number of at most 28 digits, or true or false.");
                break;
            case AttributeValue.Text { Value.Length: > LongestText }:
                errors.Add(field, $"The text is too long: give at most {LongestText} characters.");
                break;
            case AttributeValue.Text text:
                TextRules.CheckBlock(text.Value, field, errors);
                break;
        }

        return attribute;
    }
}
