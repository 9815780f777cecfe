using System.Globalization;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// The history of one generation, packed: length-delimited events in a tail that lives in the state row, and in numbered side rows once the tail
/// is over <see cref="TailBytes"/>.
/// </summary>
/// <remarks>
/// A turn of a small instance is thus one entity write, without a batch. A long history costs one side row per 16 KiB, written once and
/// never again. The input of the start event is kept in the state only and put back by <see cref="Parse"/>.
/// </remarks>
internal static class HistoryLog
{
    public const int TailBytes = 16 * 1024;

    // A turn may bring megabytes; larger rows keep their number far below the limit of a transaction.
    private const int BulkRowBytes = 256 * 1024;

    public static string RowName(int generation, int row) => string.Create(CultureInfo.InvariantCulture, $"h{generation:x8}-{row:x6}");

    public static IEnumerable<string> RowNames(int generation, int rows) => Enumerable.Range(0, rows).Select(row => RowName(generation, row));

    /// <summary>Appends events to a tail; full parts become rows.</summary>
    public static (ReadOnlyMemory<byte> Tail, List<HubRow> Rows) Append(
        ReadOnlyMemory<byte> tail, int generation, int firstRow, IEnumerable<HistoryEvent> events)
    {
        var rows = new List<HubRow>();
        var open = new MemoryStream();
        open.Write(tail.Span);
        foreach (var e in events)
        {
            var stored = WithoutInput(e);
            if (open.Length > 0 && open.Length + stored.CalculateSize() > BulkRowBytes)
            {
                rows.Add(new(RowName(generation, firstRow + rows.Count), open.ToArray()));
                open = new();
            }

            stored.WriteDelimitedTo(open);
        }

        if (open.Length > TailBytes)
        {
            rows.Add(new(RowName(generation, firstRow + rows.Count), open.ToArray()));
            open = new();
        }

        return (open.ToArray(), rows);
    }

    /// <summary>Reads parts back, oldest first.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a history.</exception>
    public static List<HistoryEvent> Parse(IEnumerable<ReadOnlyMemory<byte>> parts, HistoryEvent start)
    {
        var events = new List<HistoryEvent>();
        try
        {
            foreach (var part in parts)
                for (var input = new MemoryStream(part.ToArray()); input.Position < input.Length;)
                    events.Add(HistoryEvent.Parser.ParseDelimitedFrom(input));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException("The stored history cannot be read.", e);
        }

        for (var i = 0; i < events.Count; i++)
            if (events[i].EventTypeCase is HistoryEvent.EventTypeOneofCase.ExecutionStarted)
                events[i] = start;
        return events;
    }

    private static HistoryEvent WithoutInput(HistoryEvent e)
    {
        if (e.EventTypeCase is not HistoryEvent.EventTypeOneofCase.ExecutionStarted || e.ExecutionStarted.Input is null)
            return e;
        var stripped = e.Clone();
        stripped.ExecutionStarted.Input = null;
        return stripped;
    }
}
