using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Writes an entity as one line of JSON. Every type that JSON cannot tell apart carries its <c>@odata.type</c>; double too, for an
/// untyped 1.0 would be stored as a 32-bit 1.
/// </summary>
internal static class TableEntityWriter
{
    private const string TypeSuffix = "@odata.type";

    // Every body is pure ASCII: the emulator decodes each network chunk by itself and breaks a character that lies across two of them.
    // Both encoders write ASCII for ASCII text; the relaxed one keeps the quotes of nested JSON short, the default one escapes all else.
    private static readonly JsonWriterOptions ForAscii = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonWriterOptions ForAnyText = new() { SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(EstimateOf(entity));
        Write(entity, buffer);
        return buffer.WrittenMemory;
    }

    public static void Write(TableEntity entity, IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer, IsAscii(entity) ? ForAscii : ForAnyText);
        json.WriteStartObject();
        json.WriteString("PartitionKey"u8, entity.PartitionKey);
        json.WriteString("RowKey"u8, entity.RowKey);
        foreach (var (name, value) in entity)
        {
            WriteProperty(json, name, value);
        }

        json.WriteEndObject();
    }

    public static int EstimateOf(TableEntity entity)
    {
        var size = 128;
        foreach (var (name, value) in entity)
        {
            size += (name.Length * 2) + 40 + (value switch { string text => text.Length + 16, byte[] bytes => bytes.Length * 4 / 3, _ => 36 });
        }

        return size;
    }

    private static bool IsAscii(TableEntity entity)
    {
        foreach (var (name, value) in entity)
        {
            if (!Ascii.IsValid(name) || (value is string text && !Ascii.IsValid(text)))
            {
                return false;
            }
        }

        return Ascii.IsValid(entity.PartitionKey) && Ascii.IsValid(entity.RowKey);
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long number:
                WriteType(json, name, "Edm.Int64"u8);
                WriteLong(json, name, number);
                break;
            case double number:
                WriteType(json, name, "Edm.Double"u8);
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset instant:
                WriteType(json, name, "Edm.DateTime"u8);
                WriteInstant(json, name, instant);
                break;
            case Guid guid:
                WriteType(json, name, "Edm.Guid"u8);
                json.WriteString(name, guid);
                break;
            case byte[] bytes:
                WriteType(json, name, "Edm.Binary"u8);
                json.WriteBase64String(name, bytes);
                break;
        }
    }

    private static void WriteType(Utf8JsonWriter json, string name, ReadOnlySpan<byte> type)
    {
        // Names have at most 255 characters.
        Span<char> annotation = stackalloc char[name.Length + TypeSuffix.Length];
        name.CopyTo(annotation);
        TypeSuffix.CopyTo(annotation[name.Length..]);
        json.WritePropertyName(annotation);
        json.WriteStringValue(type);
    }

    private static void WriteLong(Utf8JsonWriter json, string name, long value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString(name, digits[..length]);
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, DateTimeOffset value)
    {
        Span<char> text = stackalloc char[32];
        TableValue.TryFormatInstant(value, text, out var length);
        json.WriteString(name, text[..length]);
    }
}
