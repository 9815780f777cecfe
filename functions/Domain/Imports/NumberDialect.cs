using System.Globalization;
using System.Text.RegularExpressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Imports;

/// <summary>
/// The way a file writes numbers. Most cells tell their decimal mark themselves: <c>1.234,50</c> and <c>119,90</c> have a comma,
/// <c>0.5</c> a point. One mark before three digits, as in <c>1,234</c>, may be either: the other cells decide, else the file's separator,
/// else it is a fault. Immutable.
/// </summary>
public sealed partial class NumberDialect
{
    private const int MostDigits = 28;
    private const int LongestShown = 40;

    private readonly char? _decimal;
    private readonly char? _presumed;

    private NumberDialect(char? @decimal, char? presumed) => (_decimal, _presumed) = (@decimal, presumed);

    /// <summary>
    /// Decides the dialect from the file's separator and some of its number cells; blank cells and invalid ones do not count.
    /// </summary>
    public static NumberDialect Of(char separator, IEnumerable<string> cells)
    {
        HashSet<char> marks = [.. cells.Select(DecimalMarkOf).OfType<char>()];
        return marks.Count switch
        {
            1 => new(marks.Single(), presumed: null),
            // Spreadsheets separate with semicolons where the comma is the decimal mark. Commas as separators leave the point.
            0 => new(
                null,
                separator is ';' ? ','
                    : separator is ',' ? '.'
                    : null
            ),
            _ => new(null, presumed: null),
        };
    }

    /// <summary>Reads a number.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="fault">What is wrong and what to write instead; null when it was read.</param>
    public decimal? Read(string cell, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(cell);
        fault = null;
        var text = cell.Trim();
        if (Form().Match(text) is not { Success: true } form || text.Count(char.IsAsciiDigit) > MostDigits)
        {
            var shown = text.Length <= LongestShown ? text : TextRules.Truncate(text, LongestShown) + "…";
            fault =
                $"'{shown}' is no number: write digits only, {MostDigits} at most, with a minus before and a decimal mark inside, as in {(_decimal is ',' ? "-1234,5" : "-1234.5")}.";
            return null;
        }

        var (whole, part) = (form.Groups["whole"].Value, form.Groups["part"].Value);
        if (form.Groups["either"] is { Success: true, Value: var either })
        {
            var mark = either[^4];
            var isDecimal = _decimal is { } known ? known == mark : _presumed == mark;
            if (_decimal is null && !isDecimal)
            {
                var (minus, joined) = (form.Groups["sign"].Value, either.Remove(either.Length - 4, 1));
                fault = $"'{text}' is {minus}{joined} or {minus}{either[..^4]}.{either[^3..]}: write {minus}{joined}, or {text}0.";
                return null;
            }

            (whole, part) = isDecimal ? (either[..^4], either[^3..]) : (either, "");
        }

        var sign = form.Groups["sign"].Value is "-" or "\u2212" ? "-" : "";
        var digits = string.Concat(whole.Where(char.IsAsciiDigit));
        return decimal.Parse($"{sign}0{digits}{(part.Length > 0 ? "." : "")}{part}", CultureInfo.InvariantCulture);
    }

    /// <summary>Finds the decimal mark that a cell proves; null when it proves none.</summary>
    private static char? DecimalMarkOf(string cell)
    {
        if (cell.AsSpan().IndexOfAny('.', ',') < 0 || Form().Match(cell.Trim()) is not { Success: true } form)
        {
            return null;
        }

        return form.Groups["mark"] is { Success: true, Value: [var mark] } ? mark
            : form.Groups["commas"].Success ? '.'
            : form.Groups["points"].Success ? ','
            : null;
    }

    // A mark of thousands stands before three digits, in India's also before two. The decimal mark is the last one, and stands once.
    [GeneratedRegex(
        """
            ^(?<sign>[-+\u2212]?)(
                (?<whole>[0-9]+)
              | (?<either>[1-9][0-9]{0,2}[.,][0-9]{3})
              | (?<commas>(?<whole>[0-9]{1,3}(,[0-9]{2,3})+,[0-9]{3}))
              | (?<points>(?<whole>[0-9]{1,3}(\.[0-9]{3}){2,}))
              | (?<whole>[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3})(?<mark>\.)(?<part>[0-9]+)
              | (?<whole>[0-9]{1,3}(\.[0-9]{3})+)(?<mark>,)(?<part>[0-9]+)
              | (?<whole>[0-9]{1,3}(?<blank>[\x20'\u2019\u00A0\u202F\u2009])[0-9]{3}(\k<blank>[0-9]{3})*)((?<mark>[.,])(?<part>[0-9]+))?
              | (?<whole>[0-9]*)(?<mark>[.,])(?<part>[0-9]+)
            )\z
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
