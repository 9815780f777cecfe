using System.Globalization;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>
/// The keys of pages: one partition per run and lane; a page's receipts sort right behind it, so that one range reads both, and a range
/// over a lane meets each page before its receipts.
/// </summary>
internal static class PageKeys
{
    /// <summary>A number after that of every page.</summary>
    public const int EndPage = 100_000_000 - 1;

    private const int PageLength = 9;

    public static string Partition(Run run, int lane) =>
        string.Create(CultureInfo.InvariantCulture, $"{Keys.Partition(run.TenantId, run.Id.ToString())}|{lane}");

    public static string Page(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D8}");

    /// <summary>The row of a receipt: one for each message and state, however often that is reported.</summary>
    public static string Receipt(Receipt receipt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Page(receipt.Message.Page)}-{receipt.Message.Index:x2}{(byte)receipt.State:x2}");

    public static bool IsPage(string rowKey) => rowKey.Length is PageLength;

    public static int Number(string rowKey) => int.Parse(rowKey.AsSpan(1, PageLength - 1), CultureInfo.InvariantCulture);

    /// <summary>Returns the filter of a page's row and the rows of its receipts.</summary>
    public static string OnePage(Run run, int number) =>
        RowFilter.Range(Partition(run, run.LaneOf(number)), Page(number), Page(number + 1));

    /// <summary>The pages of a lane from one number to before another, and their receipts.</summary>
    public static string Between(Run run, int lane, int from, int before) =>
        RowFilter.Range(Partition(run, lane), Page(from), Page(before));

    /// <summary>The pages of a lane from one number on, and their receipts.</summary>
    public static string From(Run run, int lane, int number) => RowFilter.Range(Partition(run, lane), Page(number), "q");
}
