using System.Buffers;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// Reads a list while it comes, in stretches that begin and end anywhere: one address a line, or several with commas or semicolons between
/// them. A line ends with LF, CRLF or CR; blanks around an address and byte order marks do not count. Every line is blank, wrong or has
/// addresses, and each of these is new, a duplicate or wrong. Memory holds the line that is open, and what <paramref name="isNew"/>
/// remembers.
/// </summary>
/// <param name="channel">The channel of the addresses.</param>
/// <param name="country">The country in which national forms of phone numbers are read; null: they are wrong.</param>
/// <param name="isNew">Remembers a normalized address; false when it was there before.</param>
public sealed class ListReader(ChannelKind channel, string? country, Func<string, bool> isNew)
{
    /// <summary>The most faults that are reported singly.</summary>
    public const int MaxErrors = 100;

    /// <summary>Characters of the longest line, blanks included; a longer one is wrong.</summary>
    public const int LongestLine = 4096;

    private const int LongestQuote = 60;

    private readonly ArrayBufferWriter<char> _open = new();
    private readonly List<LineError> _errors = [];
    private bool _isAfterReturn;

    /// <summary>The number of lines so far.</summary>
    public int Lines { get; private set; }

    /// <summary>The number of blank lines.</summary>
    public int Blanks { get; private set; }

    /// <summary>The number of distinct addresses.</summary>
    public int Size { get; private set; }

    /// <summary>The number of addresses that repeat an earlier one.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The number of wrong addresses, and of lines that cannot be read.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>The first faults, at most <see cref="MaxErrors"/>.</summary>
    public IReadOnlyList<LineError> Errors => _errors;

    /// <summary>Reads on.</summary>
    /// <param name="text">What comes next.</param>
    /// <param name="addresses">Gets the new addresses of the lines that end in it, normalized, in their order.</param>
    public void Read(ReadOnlySpan<char> text, ICollection<string> addresses)
    {
        while (!text.IsEmpty)
        {
            var isRestOfEnd = _isAfterReturn && text[0] is '\n';
            _isAfterReturn = false;
            if (isRestOfEnd)
            {
                text = text[1..];
                continue;
            }

            var end = text.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Keep(text);
                return;
            }

            EndLine(text[..end], addresses);
            _isAfterReturn = text[end] is '\r';
            text = text[(end + 1)..];
        }
    }

    /// <summary>Reads the last line, which has no line end. Call it once.</summary>
    public void End(ICollection<string> addresses) => EndLine([], addresses);

    private void EndLine(ReadOnlySpan<char> rest, ICollection<string> addresses)
    {
        if (_open.WrittenCount is 0)
        {
            Take(rest, addresses);
            return;
        }

        Keep(rest);
        Take(_open.WrittenSpan, addresses);
        _open.ResetWrittenCount();
    }

    // One character more than a line may have, so that it is seen to be too long.
    private void Keep(ReadOnlySpan<char> part) => _open.Write(part[..Math.Min(part.Length, LongestLine + 1 - _open.WrittenCount)]);

    private void Take(ReadOnlySpan<char> whole, ICollection<string> addresses)
    {
        Lines++;
        var line = ChannelAddress.Trim(whole[..Math.Min(whole.Length, LongestLine)]);
        if (whole.Length > LongestLine)
        {
            Refuse(line, $"The line is too long: give one address a line, of at most {LongestLine} characters.");
        }
        else if (line.IsEmpty)
        {
            Blanks++;
        }
        else if (line.ContainsAny('\uFFFD', '\0'))
        {
            Refuse(line, "Characters of the line were lost on the way: save the list as UTF-8, or as UTF-16 with its byte order mark.");
        }
        else
        {
            TakeAddresses(line, addresses);
        }
    }

    private void TakeAddresses(ReadOnlySpan<char> line, ICollection<string> addresses)
    {
        var isEmpty = true;
        foreach (var typed in new AddressLine(line, channel))
        {
            isEmpty = false;
            Take(ChannelAddress.Normalize(channel, typed, country), typed, addresses);
        }

        if (isEmpty)
        {
            Refuse(line, "There is no address: give one, or remove the line.");
        }
    }

    private void Take(AddressReading reading, ReadOnlySpan<char> typed, ICollection<string> addresses)
    {
        if (reading.Address is not { } address)
        {
            Refuse(typed, reading.Fault!);
        }
        else if (isNew(address))
        {
            Size++;
            addresses.Add(address);
        }
        else
        {
            Duplicates++;
        }
    }

    private void Refuse(ReadOnlySpan<char> text, string reason)
    {
        ErrorCount++;
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(new LineError(Lines, Quote(text), reason));
        }
    }

    private static string Quote(ReadOnlySpan<char> line)
    {
        Span<char> quote = stackalloc char[Math.Min(line.Length, LongestQuote)];
        for (var i = 0; i < quote.Length; i++)
        {
            quote[i] = char.IsControl(line[i]) || char.IsSurrogate(line[i]) ? '\uFFFD' : line[i];
        }

        return line.Length > LongestQuote ? $"{quote}…" : quote.ToString();
    }
}
