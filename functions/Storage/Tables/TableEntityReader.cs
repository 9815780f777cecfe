using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Reads entities from minimal-metadata JSON by their annotated types. A number without an annotation is a 32-bit one if it is written
/// as an integer that fits, else a double: the service writes doubles with a point.
/// </summary>
internal static class TableEntityReader
{
    private static ReadOnlySpan<byte> TypeSuffix => "@odata.type"u8;

    public static TableEntity ReadOne(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        return ReadObject(ref json, new());
    }

    public static List<TableEntity> ReadPage(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var names = new NameCache();
        var rows = new List<TableEntity>();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isRows)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                rows.Add(ReadObject(ref json, names));
            }
        }

        return rows;
    }

    private static TableEntity ReadObject(ref Utf8JsonReader json, NameCache names)
    {
        var entity = new TableEntity("", "", 8);
        string? annotated = null;
        var type = EdmType.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueSpan.EndsWith(TypeSuffix))
            {
                annotated = json.ValueIsEscaped ? json.GetString()![..^TypeSuffix.Length] : names.Of(json.ValueSpan[..^TypeSuffix.Length]);
                json.Read();
                type = TypeOf(ref json);
                continue;
            }

            if (ReadSystem(ref json, entity))
            {
                continue;
            }

            var name = names.Of(ref json);
            json.Read();
            if (ReadValue(ref json, name == annotated ? type : EdmType.None) is { } value)
            {
                entity.SetRead(name, value);
            }
        }

        return entity;
    }

    // True if the property was one of the service's own, and is read.
    private static bool ReadSystem(ref Utf8JsonReader json, TableEntity entity)
    {
        if (json.ValueTextEquals("PartitionKey"u8))
        {
            json.Read();
            entity.PartitionKey = json.GetString() ?? "";
            return true;
        }

        if (json.ValueTextEquals("RowKey"u8))
        {
            json.Read();
            entity.RowKey = json.GetString() ?? "";
            return true;
        }

        if (json.ValueTextEquals("Timestamp"u8))
        {
            json.Read();
            entity.Timestamp = Instant(ref json);
            return true;
        }

        if (!json.ValueSpan.StartsWith("odata."u8))
        {
            return false;
        }

        var isTag = json.ValueTextEquals("odata.etag"u8);
        json.Read();
        if (isTag)
        {
            entity.ETag = new ETag(json.GetString() ?? "");
        }

        return true;
    }

    private static object? ReadValue(ref Utf8JsonReader json, EdmType type) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => ReadNumber(ref json, type),
        JsonTokenType.String => ReadText(ref json, type),
        _ => throw new JsonException($"An entity holds no {json.TokenType}."),
    };

    private static object ReadNumber(ref Utf8JsonReader json, EdmType type) => type switch
    {
        // The casts keep the arms apart: without them every arm would become a double.
        EdmType.Double => (object)json.GetDouble(),
        EdmType.Int64 => json.GetInt64(),
        _ when json.ValueSpan.IndexOfAny("."u8[0], "e"u8[0], "E"u8[0]) < 0 && json.TryGetInt32(out var number) => number,
        _ => json.GetDouble(),
    };

    private static object ReadText(ref Utf8JsonReader json, EdmType type) => type switch
    {
        EdmType.Int64 => Utf8Parser.TryParse(json.ValueSpan, out long number, out var used) && used == json.ValueSpan.Length
            ? number
            : throw new JsonException("An Edm.Int64 is not a number."),
        EdmType.DateTime => Instant(ref json),
        EdmType.Guid => json.GetGuid(),
        EdmType.Binary => json.GetBytesFromBase64(),
        EdmType.Double => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        _ => json.GetString()!,
    };

    private static DateTimeOffset Instant(ref Utf8JsonReader json) => json.TryGetDateTimeOffset(out var instant)
        ? instant.ToUniversalTime()
        : DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static EdmType TypeOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("Edm.Int64"u8) ? EdmType.Int64
        : json.ValueTextEquals("Edm.Double"u8) ? EdmType.Double
        : json.ValueTextEquals("Edm.DateTime"u8) ? EdmType.DateTime
        : json.ValueTextEquals("Edm.Guid"u8) ? EdmType.Guid
        : json.ValueTextEquals("Edm.Binary"u8) ? EdmType.Binary
        : EdmType.None;

    private enum EdmType
    {
        None,
        Int64,
        Double,
        DateTime,
        Guid,
        Binary,
    }

    /// <summary>The rows of a page share their property names: each is made into a string once.</summary>
    private sealed class NameCache
    {
        private readonly List<(byte[] Utf8, string Text)> known = [];

        public string Of(ref Utf8JsonReader json) => json.ValueIsEscaped ? json.GetString()! : Of(json.ValueSpan);

        public string Of(ReadOnlySpan<byte> utf8)
        {
            foreach (var (bytes, text) in known)
            {
                if (utf8.SequenceEqual(bytes))
                {
                    return text;
                }
            }

            var name = System.Text.Encoding.UTF8.GetString(utf8);
            // A partition of many shapes must not turn the cache into a long list.
            if (known.Count < 64)
            {
                known.Add((utf8.ToArray(), name));
            }

            return name;
        }
    }
}
