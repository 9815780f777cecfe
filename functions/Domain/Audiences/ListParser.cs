using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A pasted list after parsing. Every line is an address, a duplicate, an error or blank.</summary>
/// <param name="Addresses">Distinct addresses, normalized, in the order they first appear.</param>
/// <param name="Duplicates">Lines that repeat an earlier address.</param>
/// <param name="Blanks">Lines without anything.</param>
/// <param name="Errors">The first wrong lines, at most <see cref="ListParser.MostErrors"/>.</param>
/// <param name="ErrorCount">All wrong lines.</param>
public sealed record ParsedList(IReadOnlyList<string> Addresses, int Duplicates, int Blanks, IReadOnlyList<LineError> Errors, int ErrorCount)
{
    /// <summary>All lines.</summary>
    public int Lines => Addresses.Count + Duplicates + Blanks + ErrorCount;

    /// <summary>The audience to keep in the task.</summary>
    /// <param name="version">The version of the list under which the addresses are stored.</param>
    public PastedList ToAudience(int version) => new(version, Addresses.Count, Duplicates);
}

/// <summary>One wrong line.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">What it says, shortened.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
public sealed record LineError(int Line, string Text, string Reason)
{
    /// <summary>The error in one sentence.</summary>
    public override string ToString() => $"Line {Line} ('{Text}'): {Reason}";
}

/// <summary>Reads pasted lists: one address a line, in one pass.</summary>
public static class ListParser
{
    /// <summary>Wrong lines that are told one by one.</summary>
    public const int MostErrors = 100;

    private const int LongestQuote = 60;

    /// <summary>Parses a list. Line ends are LF, CRLF or CR; blanks around an address and a leading byte order mark do not count.</summary>
    public static ParsedList Parse(ChannelKind channel, string text)
    {
        List<string> addresses = [];
        List<LineError> errors = [];
        HashSet<string> seen = new(Addresses.Comparer(channel));
        var (lines, blanks, duplicates, errorCount) = (0, 0, 0, 0);
        foreach (var raw in Lines(text))
        {
            lines++;
            var line = Addresses.Trim(raw);
            if (line.IsEmpty)
            {
                blanks++;
                continue;
            }

            var (address, fault) = Addresses.Normalize(channel, line);
            if (address is null)
            {
                errorCount++;
                if (errors.Count < MostErrors)
                {
                    errors.Add(new LineError(lines, Quote(line), fault!));
                }
            }
            else if (seen.Add(address))
            {
                addresses.Add(address);
            }
            else
            {
                duplicates++;
            }
        }

        return new ParsedList(addresses, duplicates, blanks, errors, errorCount);
    }

    private static LineEnumerator Lines(string text) => new(text);

    private static string Quote(ReadOnlySpan<char> line)
    {
        Span<char> quote = stackalloc char[Math.Min(line.Length, LongestQuote)];
        for (var i = 0; i < quote.Length; i++)
        {
            quote[i] = char.IsControl(line[i]) || char.IsSurrogate(line[i]) ? '\uFFFD' : line[i];
        }

        return line.Length > LongestQuote ? $"{quote}…" : quote.ToString();
    }

    /// <summary>The lines of a text; unlike the BCL's, only LF, CRLF and CR end a line, so that people count the same lines.</summary>
    private ref struct LineEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;
        private bool _ended;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly LineEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_ended)
            {
                return false;
            }

            var end = _rest.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Current = _rest;
                _ended = true;
                return true;
            }

            Current = _rest[..end];
            _rest = _rest[(end + (_rest[end..].StartsWith("\r\n") ? 2 : 1))..];
            return true;
        }
    }
}
