using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Json;

/// <summary>
/// The validation of JSON against a type's contract. It reports every error, where the deserializer would stop at the first and name .NET
/// types.
/// </summary>
internal sealed class JsonShapeValidator(ValidationErrors errors)
{
    // A number or word that was sent without quotes is shown with them, unless it is long.
    private const int LongestShown = 40;

    private const string HalfCharacter = "The text has half a character (a lone surrogate): remove it.";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    // The types whose fields an error has listed: once is enough.
    private readonly HashSet<Type> _listed = [];

    /// <summary>
    /// Checks a value and everything in it. A boolean must not be null, which is neither true nor false: "start":null must not start a
    /// task.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="info">Its type.</param>
    /// <param name="path">Its path; empty for the body itself.</param>
    public void Check(JsonElement value, JsonTypeInfo info, string path)
    {
        if (errors.IsFull)
        {
            return;
        }

        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when Is(value, JsonValueKind.Object, "Give an object.", path):
                CheckObject(value, info, path);
                break;
            case JsonTypeInfoKind.Dictionary when Is(value, JsonValueKind.Object, "Give an object.", path):
                CheckDictionary(value, info, path);
                break;
            case JsonTypeInfoKind.Enumerable when Is(value, JsonValueKind.Array, "Give an array.", path):
                CheckArray(value, info, path);
                break;
            case JsonTypeInfoKind.None:
                CheckLeaf(value, info, path);
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonTypeInfo info, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, field) in Fields(value, path))
        {
            if (!seen.Add(name))
            {
                errors.Add(At(path, name), "The field is given twice: give it once.");
            }
            else if (info.Properties.FirstOrDefault(p => p.Name == name) is not { } property)
            {
                var known = _listed.Add(info.Type) ? $" Known here: {string.Join(", ", info.Properties.Select(p => p.Name))}." : "";
                errors.Add(At(path, Shown(name)), $"There is no such field.{known}");
            }
            else if (field.ValueKind is not JsonValueKind.Null || !property.IsSetNullable || property.PropertyType == typeof(bool?))
            {
                Check(field, info.Options.GetTypeInfo(property.PropertyType), At(path, name));
            }
        }

        foreach (var property in info.Properties.Where(p => p.IsRequired && !errors.IsFull && !seen.Contains(p.Name)))
        {
            errors.Add(At(path, property.Name), "The field is missing.");
        }
    }

    private void CheckDictionary(JsonElement value, JsonTypeInfo info, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, field) in Fields(value, path))
        {
            if (!seen.Add(name))
            {
                errors.Add(At(path, Shown(name)), "The field is given twice: give it once.");
            }
            else if (field.ValueKind is not JsonValueKind.Null)
            {
                Check(field, info.Options.GetTypeInfo(info.ElementType!), At(path, Shown(name)));
            }
        }
    }

    private void CheckArray(JsonElement value, JsonTypeInfo info, string path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (errors.IsFull)
            {
                errors.NoteMore();
                return;
            }

            Check(item, info.Options.GetTypeInfo(info.ElementType!), $"{path}[{index++}]");
        }
    }

    private void CheckLeaf(JsonElement value, JsonTypeInfo info, string path)
    {
        try
        {
            if (value.ValueKind is JsonValueKind.Null || value.Deserialize(info) is null)
            {
                errors.Add(Name(path), $"Null is not allowed here. {Wanted(info.Type)}");
            }
            else if (WithoutNull(info.Type) == typeof(JsonElement) && !IsWhole(value))
            {
                errors.Add(Name(path), HalfCharacter);
            }
            else if (
                WithoutNull(info.Type) is { IsEnum: true } type
                && !EnumNames.Of(type).Contains(value.GetString(), StringComparer.Ordinal)
            )
            {
                // The converter reads any case; names here are exact, as in queries.
                errors.Add(Name(path), Wanted(type));
            }
        }
        catch (JsonException) when (value.ValueKind is JsonValueKind.String && !IsWhole(value))
        {
            errors.Add(Name(path), HalfCharacter);
        }
        catch (JsonException)
        {
            errors.Add(Name(path), $"{Wanted(info.Type)}{Quotes(value, WithoutNull(info.Type))}");
        }
    }

    /// <summary>Says what to do with the quotes of a value that is only of the wrong kind.</summary>
    private static string Quotes(JsonElement value, Type type) =>
        (value.ValueKind, type) switch
        {
            (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False, _) when type == typeof(string) => value.GetRawText()
                is { Length: <= LongestShown } raw
                ? $" Put it in quotes: \"{raw}\"."
                : " Put it in quotes.",
            (JsonValueKind.String, _) when type == typeof(bool) && value.GetString() is "true" or "false" => " Leave the quotes out.",
            (JsonValueKind.String, _) when IsNumber(type) && decimal.TryParse(value.GetString(), NumberStyles.Float, Invariant, out _) =>
                " Leave the quotes out.",
            _ => "",
        };

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal);

    /// <summary>
    /// Returns an object's fields until there are as many errors as are kept; adds an error for a name that is not valid text (half a
    /// surrogate pair).
    /// </summary>
    private IEnumerable<(string Name, JsonElement Value)> Fields(JsonElement value, string path)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (errors.IsFull)
            {
                errors.NoteMore();
                yield break;
            }

            string name;
            try
            {
                name = field.Name;
            }
            catch (InvalidOperationException)
            {
                errors.Add(Name(path), "A field's name has half a character (a lone surrogate): remove it.");
                continue;
            }

            yield return (name, field.Value);
        }
    }

    private bool Is(JsonElement value, JsonValueKind kind, string otherwise, string path)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        errors.Add(Name(path), otherwise);
        return false;
    }

    /// <summary>
    /// Returns true when all texts in a value are valid: half a surrogate pair has no UTF-8 form, so reading or storing it would fail.
    /// </summary>
    public static bool IsWhole(JsonElement value)
    {
        try
        {
            using var nowhere = new Utf8JsonWriter(Stream.Null);
            value.WriteTo(nowhere);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Wanted(Type type)
    {
        type = WithoutNull(type);
        return type switch
        {
            { IsEnum: true } => $"Give one of: {string.Join(", ", EnumNames.Of(type))}.",
            _ when type == typeof(string) => "Give a text.",
            _ when type == typeof(bool) => "Give true or false.",
            _ when type == typeof(int) || type == typeof(long) => "Give a whole number.",
            _ when type == typeof(double) || type == typeof(decimal) => "Give a number.",
            _ when type == typeof(AttributeValue) => "Give a text, a number of at most 28 digits, or true or false.",
            _ when type == typeof(MonthDay) => "Give a whole number from 1 to 31, or \"last\".",
            _ when type == typeof(DateTimeOffset) => "Give a time with its offset, as in 2026-12-01T09:00:00Z.",
            _ => "The value is of the wrong kind.",
        };
    }

    private static Type WithoutNull(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Name(string path) => path.Length == 0 ? "$" : path;

    /// <summary>Shortens a name from the caller.</summary>
    private static string Shown(string name) => FieldNames.Shown(name);
}
