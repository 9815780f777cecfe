using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// Bytes of any length in a row: columns <c>D0</c>, <c>D1</c>, … of at most 64 KiB, and their total length in <c>DSize</c>, so that
/// a row is read correctly after a merge that left an old last column behind.
/// </summary>
internal static class Columns
{
    private const string RecordPrefix = "D";

    /// <summary>Records up to this long stay readable in a storage explorer.</summary>
    private const int LongestPlain = 32 * 1024;

    // Constant, so that no name is built per row.
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"];

    // Leaves the row 64 KiB for everything else.
    private static readonly int Longest = Digits.Length * RowLimits.BinaryBytes;

    /// <exception cref="ArgumentException">No row holds that much.</exception>
    public static void Write(TableEntity row, string prefix, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest)
        {
            throw new ArgumentException($"A row holds at most {Longest} bytes of one value; this one has {bytes.Length}.", nameof(bytes));
        }

        var at = 0;
        for (var i = 0; i == 0 || at < bytes.Length; i++)
        {
            var column = bytes.Slice(at, Math.Min(RowLimits.BinaryBytes, bytes.Length - at));
            row[prefix + Digits[i]] = column.ToArray();
            at += column.Length;
        }

        row[prefix + "Size"] = bytes.Length;
    }

    /// <exception cref="InvalidDataException">The row was cut.</exception>
    public static ReadOnlyMemory<byte> Read(TableEntity row, string prefix)
    {
        var size = row.GetInt32(prefix + "Size") ?? throw Cut(row);
        var first = row.GetBinary(prefix + "0") ?? throw Cut(row);
        if (first.Length >= size)
        {
            return first.AsMemory(0, size);
        }

        var whole = new byte[size];
        first.CopyTo(whole, 0);
        for (int i = 1, at = first.Length; at < size; i++)
        {
            var column = row.GetBinary(prefix + Digits[i]) ?? throw Cut(row);
            var part = column.AsSpan(0, Math.Min(column.Length, size - at));
            part.CopyTo(whole.AsSpan(at));
            at += part.Length;
        }

        return whole;
    }

    /// <summary>
    /// Writes a record as JSON, a long one gzipped: JSON's escapes make up to six bytes of one, which could make a valid creative larger
    /// than a row. Gzip compensates for them.
    /// </summary>
    public static void WriteRecord<T>(TableEntity row, T record, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, type);
        Write(row, RecordPrefix, json.Length <= LongestPlain ? json : Gzip.Zip(json, CompressionLevel.Optimal));
    }

    /// <exception cref="InvalidDataException">The row holds no such record.</exception>
    public static T ReadRecord<T>(TableEntity row, JsonTypeInfo<T> type)
        where T : class
    {
        var bytes = Read(row, RecordPrefix);

        // How gzip begins (RFC 1952, 2.3.1); no JSON does.
        var json = bytes.Span is [0x1F, 0x8B, ..] ? Gzip.Unzip(bytes) : bytes;
        return JsonSerializer.Deserialize(json.Span, type) ?? throw Cut(row);
    }

    /// <summary>Counts the bytes of a record's JSON, without restoring it; of a row without a record, those of the row.</summary>
    public static long RecordSize(TableEntity row)
    {
        if (row.GetInt32(RecordPrefix + "Size") is null)
        {
            return RowSize.Of(row);
        }

        // How many bytes there were is the last of a gzip stream (RFC 1952, 2.3.1).
        var bytes = Read(row, RecordPrefix).Span;
        return bytes is [0x1F, 0x8B, ..] ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) : bytes.Length;
    }

    private static InvalidDataException Cut(TableEntity row) => new($"Row {row.RowKey} does not hold what was written.");
}
