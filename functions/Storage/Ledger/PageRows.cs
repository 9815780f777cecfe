using Azure.Data.Tables;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>A page as a row: recipients and states packed, and beside them the counters that totals and filters read.</summary>
internal static class PageRows
{
    /// <summary>
    /// True when the row is read with open pages: on pages with pending or claimed messages and on every receipt, which is read with its
    /// page.
    /// </summary>
    public const string Open = "Open";

    private const string Recipients = "R";
    private const string States = "S";
    private const string Receipt = "Receipt";
    private const string ClaimId = "ClaimId";
    private const string Zone = "Zone";
    private const string Interruptions = "Interruptions";

    /// <summary>The counters' columns.</summary>
    public static readonly string[] Counters =
    [
        nameof(MessageCounts.Pending),
        nameof(MessageCounts.Sending),
        nameof(MessageCounts.Sent),
        nameof(MessageCounts.Delivered),
        nameof(MessageCounts.Read),
        nameof(MessageCounts.Failed),
        nameof(MessageCounts.Skipped),
        nameof(MessageCounts.Canceled),
        nameof(MessageCounts.Unknown),
    ];

    public static TableEntity WriteWhole(Run run, LedgerPage page)
    {
        var row = WriteStates(run, page);
        var pack = new PackWriter(4096);
        try
        {
            PageCodec.WriteRecipients(ref pack, page);
            Columns.Write(row, Recipients, pack.Written);
        }
        finally
        {
            pack.Dispose();
        }

        if (page.Zone is { } zone)
        {
            row[Zone] = zone;
        }

        return row;
    }

    /// <summary>Writes the columns that change after planning, for a merge.</summary>
    public static TableEntity WriteStates(Run run, LedgerPage page)
    {
        var row = new TableEntity(PageKeys.Partition(run, run.LaneOf(page.Number)), PageKeys.Page(page.Number));
        var pack = new PackWriter(8192);
        try
        {
            PageCodec.WriteStates(ref pack, page);
            Columns.Write(row, States, pack.Written);
        }
        finally
        {
            pack.Dispose();
        }

        WriteCounters(row, page.Counts);
        // A merge cannot remove a column: no claim is the empty one.
        row[ClaimId] = page.ClaimId ?? "";
        row[Interruptions] = page.Interruptions;
        return row;
    }

    public static LedgerPage Read(TableEntity row) =>
        new(
            PageKeys.Number(row.RowKey),
            PageCodec.Read(Columns.Read(row, Recipients).Span, Columns.Read(row, States).Span),
            row.GetString(ClaimId) is { Length: > 0 } claim ? claim : null,
            ConditionalWrites.Version(row),
            row.GetString(Zone),
            row.GetInt32(Interruptions) ?? 0
        );

    public static MessageCounts ReadCounters(TableEntity row)
    {
        int Of(string column) => row.GetInt32(column) ?? 0;
        return new(
            Of(nameof(MessageCounts.Pending)),
            Of(nameof(MessageCounts.Sending)),
            Of(nameof(MessageCounts.Sent)),
            Of(nameof(MessageCounts.Delivered)),
            Of(nameof(MessageCounts.Read)),
            Of(nameof(MessageCounts.Failed)),
            Of(nameof(MessageCounts.Skipped)),
            Of(nameof(MessageCounts.Canceled)),
            Of(nameof(MessageCounts.Unknown))
        );
    }

    public static TableEntity WriteReceipt(Run run, Receipt receipt)
    {
        var row = new TableEntity(PageKeys.Partition(run, run.LaneOf(receipt.Message.Page)), PageKeys.Receipt(receipt)) { [Open] = true };
        var pack = new PackWriter(512);
        try
        {
            ReceiptCodec.Write(ref pack, receipt);
            Columns.Write(row, Receipt, pack.Written);
        }
        finally
        {
            pack.Dispose();
        }

        return row;
    }

    public static Receipt ReadReceipt(Run run, TableEntity row) =>
        ReceiptCodec.Read(Columns.Read(row, Receipt).Span, run.Id, PageKeys.Number(row.RowKey));

    private static void WriteCounters(TableEntity row, MessageCounts counts)
    {
        row[nameof(counts.Pending)] = counts.Pending;
        row[nameof(counts.Sending)] = counts.Sending;
        row[nameof(counts.Sent)] = counts.Sent;
        row[nameof(counts.Delivered)] = counts.Delivered;
        row[nameof(counts.Read)] = counts.Read;
        row[nameof(counts.Failed)] = counts.Failed;
        row[nameof(counts.Skipped)] = counts.Skipped;
        row[nameof(counts.Canceled)] = counts.Canceled;
        row[nameof(counts.Unknown)] = counts.Unknown;
        row[Open] = counts.Open > 0;
    }
}
