using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// Keeps bytes of any length in a row: columns <c>D0</c>, <c>D1</c>, … of at most 64 KiB, and their whole length in <c>DSize</c>, so that
/// a merge that leaves an old last column behind is read rightly.
/// </summary>
internal static class Columns
{
    private const string RecordPrefix = "D";

    // The usual numbers, so that no name is built per row.
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];

    public static void Write(TableEntity row, string prefix, ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var i = 0; i == 0 || at < bytes.Length; i++)
        {
            var column = bytes.Slice(at, Math.Min(TableLimits.BinaryBytes, bytes.Length - at));
            // Sixteen full columns are more than a row may hold: the row's own limit speaks first.
            row[prefix + (i < Digits.Length ? Digits[i] : "more")] = column.ToArray();
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

    public static void WriteRecord<T>(TableEntity row, T record, JsonTypeInfo<T> type) =>
        Write(row, RecordPrefix, JsonSerializer.SerializeToUtf8Bytes(record, type));

    /// <exception cref="InvalidDataException">The row holds no such record.</exception>
    public static T ReadRecord<T>(TableEntity row, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(Read(row, RecordPrefix).Span, type) ?? throw Cut(row);

    private static InvalidDataException Cut(TableEntity row) => new($"Row {row.RowKey} does not hold what was written.");
}
