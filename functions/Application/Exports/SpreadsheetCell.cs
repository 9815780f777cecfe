using System.Buffers;
using System.Text.RegularExpressions;

namespace CampaignTasks.Application.Exports;

/// <summary>The guard of cells against being run as formulas by the spreadsheet that opens them.</summary>
internal static partial class SpreadsheetCell
{
    // The full-width forms begin a formula, too, in the spreadsheets of East Asia.
    private static readonly SearchValues<char> Starts = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>Returns the cell with an apostrophe before it where it may be a formula. Numbers and phone numbers are none.</summary>
    public static string AsText(string cell) =>
        cell.Length > 0
        && (Starts.Contains(cell[0]) || Starts.Contains(cell.AsSpan().TrimStart() is [var first, ..] ? first : ' '))
        && !NumberOrPhone().IsMatch(cell)
            ? $"'{cell}"
            : cell;

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex NumberOrPhone();
}
