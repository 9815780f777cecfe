using System.Globalization;
using Google.Protobuf;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Where an outbox is kept: in the state row while it is small, in side rows when not.</summary>
internal static class OutboxRow
{
    private const int InlineBytes = 48 * 1024;

    public static IEnumerable<string> Names(int rows) =>
        Enumerable.Range(0, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"o{row:x2}"));

    public static (ReadOnlyMemory<byte> Inline, List<HubRow> Rows) Pack(IEnumerable<Outgoing> items)
    {
        var outbox = new Outbox();
        outbox.Items.AddRange(items);
        var bytes = outbox.ToByteArray();
        if (bytes.Length <= InlineBytes) return (bytes, []);

        var rows = (bytes.Length + HubLimits.RowBytes - 1) / HubLimits.RowBytes;
        return (default, [.. Names(rows).Select((name, i) =>
            new HubRow(name, bytes.AsMemory(i * HubLimits.RowBytes, Math.Min(HubLimits.RowBytes, bytes.Length - (i * HubLimits.RowBytes)))))]);
    }
}
