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

    /// <summary>
    /// The comparer of names: without case. A contact has one attribute of a name, with the spelling that was stored first.
    /// </summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>Finds a name that differs in underscores only, which may be meant; null when there is none.</summary>
    public static string? Similar(string name, IEnumerable<string> names) =>
        names.FirstOrDefault(other => !Names.Equals(other, name) && Names.Equals(Folded(other), Folded(name)));

    /// <summary>Checks that a name can be used in a creative's text: a letter, then letters, digits and underscores, at most 64.</summary>
    public static bool IsName(string name) =>
        name is { Length: >= 1 and <= 64 } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    /// <summary>Checks attributes of a contact, or what has the same form, such as the properties of an event.</summary>
    /// <param name="given">The values by name; null for a name removes it.</param>
    /// <param name="kept">The values that stay where none is given.</param>
    /// <param name="field">The name of the field that holds them, a plural.</param>
    /// <param name="errors">Takes the errors.</param>
    internal static IReadOnlyDictionary<string, AttributeValue> Check(
        IReadOnlyDictionary<string, JsonElement>? given,
        IReadOnlyDictionary<string, AttributeValue>? kept,
        string field,
        ValidationErrors errors
    )
    {
        if (given is null)
        {
            return kept ?? new Dictionary<string, AttributeValue>();
        }

        var attributes = CopyOf(kept);
        Dictionary<string, string> seen = new(Names);
        foreach (var (name, value) in given)
        {
            if (!seen.TryAdd(name, name))
            {
                errors.Add(
                    $"{field}.{Shown(name)}",
                    $"'{Shown(seen[name])}' and '{Shown(name)}' are one name, because case does not matter in names: give one of them."
                );
            }
            else if (!IsName(name))
            {
                errors.Add($"{field}.{Shown(name)}", "Not a name: give a letter, then letters, digits and underscores, at most 64 in all.");
            }
            else if (value.ValueKind is JsonValueKind.Null)
            {
                attributes.Remove(name);
            }
            else if (CheckValue(value, $"{field}.{name}", errors) is { } attribute)
            {
                attributes[name] = attribute;
            }
        }

        if (attributes.Count > Most)
        {
            errors.Add(field, $"There are {attributes.Count} {field}: give at most {Most}.");
        }
        else if (attributes.Sum(attribute => attribute.Key.Length + TextLength.Characters(attribute.Value.ToString())) > LongestAltogether)
        {
            errors.Add(field, $"The {field} are too long: give at most {LongestAltogether} characters, names included.");
        }

        return attributes;
    }

    /// <summary>Returns attributes that are found by <see cref="Names"/>: the same ones where they are already.</summary>
    internal static IReadOnlyDictionary<string, AttributeValue> ByName(IReadOnlyDictionary<string, AttributeValue> attributes) =>
        attributes is Dictionary<string, AttributeValue> given && given.Comparer.Equals(Names) ? given : CopyOf(attributes);

    private static Dictionary<string, AttributeValue> CopyOf(IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        var copy = new Dictionary<string, AttributeValue>(attributes?.Count ?? 0, Names);
        foreach (var (name, value) in attributes ?? new Dictionary<string, AttributeValue>())
        {
            copy[name] = value;
        }

        return copy;
    }

    private static string Shown(string name) => TextRules.Truncate(name, 60);

    private static string Folded(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static AttributeValue? CheckValue(JsonElement value, string field, ValidationErrors errors)
    {
        var attribute = AttributeValue.From(value);
        switch (attribute)
        {
            case null:
                errors.Add(field, "Give a text, a number of at most 28 digits, or true or false.");
                break;
            case AttributeValue.Text text when TextLength.IsOver(text.Value, LongestText):
                errors.Add(field, $"The text is too long: give at most {LongestText} characters.");
                break;
            case AttributeValue.Text text:
                TextRules.CheckBlock(text.Value, field, errors);
                break;
        }

        return attribute;
    }
}
