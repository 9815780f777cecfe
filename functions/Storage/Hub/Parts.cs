using System.Globalization;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>Spreads bytes over as many binary properties as they need: <c>Name0</c>, <c>Name1</c>… and their number in <c>NameParts</c>.</summary>
/// <remarks>A merge cannot remove properties; the number tells which of them still count.</remarks>
internal static class Parts
{
    public static void Write(TableEntity row, string name, ReadOnlyMemory<byte> data)
    {
        var count = (data.Length + TableLimits.BinaryBytes - 1) / TableLimits.BinaryBytes;
        row[name + "Parts"] = count;
        for (var i = 0; i < count; i++)
        {
            var from = i * TableLimits.BinaryBytes;
            row[Name(name, i)] = data.Slice(from, Math.Min(TableLimits.BinaryBytes, data.Length - from)).ToArray();
        }
    }

    public static ReadOnlyMemory<byte> Read(TableEntity row, string name)
    {
        switch (row.GetInt32(name + "Parts") ?? 0)
        {
            case 0: return default;
            case 1: return Part(row, name, 0);
            case var count:
                var all = new MemoryStream();
                for (var i = 0; i < count; i++) all.Write(Part(row, name, i));
                return all.ToArray();
        }
    }

    /// <summary>The columns of data that is at most <paramref name="bytes"/> long.</summary>
    public static IEnumerable<string> Columns(string name, int bytes) =>
        Enumerable.Range(0, (bytes / TableLimits.BinaryBytes) + 1).Select(i => Name(name, i)).Prepend(name + "Parts");

    private static string Name(string name, int part) => name + part.ToString(CultureInfo.InvariantCulture);

    private static byte[] Part(TableEntity row, string name, int part) =>
        row.GetBinary(Name(name, part)) ?? throw new InvalidDataException($"Part {part} of {name} is missing in row {row.RowKey}.");
}
