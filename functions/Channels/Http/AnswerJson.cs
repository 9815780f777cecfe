using System.Text.Json;

namespace CampaignTasks.Channels.Http;

/// <summary>The extraction of single values from JSON responses that may be malformed.</summary>
internal static class AnswerJson
{
    /// <summary>
    /// Finds a text or number of the outermost object by name, as text; null when it is absent or the response is not such JSON.
    /// </summary>
    public static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Find(json, default, name);

    /// <summary>As <see cref="Find(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>, within the named object of the outermost one.</summary>
    public static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return null;
            }

            return (parent.IsEmpty || (Seek(ref reader, parent) && reader.TokenType is JsonTokenType.StartObject)) && Seek(ref reader, name)
                ? Text(ref reader)
                : null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not valid Unicode.
            return null;
        }
    }

    /// <summary>Finds a text or number of the first object of an array that is a member of the named object.</summary>
    public static string? FindInFirst(ReadOnlySpan<byte> json, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> array, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return
                reader.Read()
                && reader.TokenType is JsonTokenType.StartObject
                && (parent.IsEmpty || (Seek(ref reader, parent) && reader.TokenType is JsonTokenType.StartObject))
                && Seek(ref reader, array)
                && reader.TokenType is JsonTokenType.StartArray
                && reader.Read()
                && reader.TokenType is JsonTokenType.StartObject
                && Seek(ref reader, name)
                ? Text(ref reader)
                : null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Seek(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? text : null,
            JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            _ => null,
        };
}
