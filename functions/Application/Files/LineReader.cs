using System.Text;

namespace CampaignTasks.Application.Files;

/// <summary>
/// A reader of a file's lines in bounded memory: CR, LF and CR LF end one, mixed too. A line that is too long is passed over and told as
/// such.
/// </summary>
internal sealed class LineReader(TextReader text)
{
    /// <summary>The longest line, in characters.</summary>
    public const int Longest = 64 * 1024;

    private const char ByteOrderMark = '\uFEFF';

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _filled;
    private long _number;
    private bool _isTooLong;
    private bool _isAfterCr;

    /// <summary>Reads the next line; null at the end.</summary>
    public async ValueTask<RawLine?> ReadAsync(CancellationToken cancellationToken)
    {
        var isBegun = false;
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await text.ReadAsync(_buffer, cancellationToken));
                if (_filled is 0)
                {
                    return isBegun ? Take() : null;
                }
            }

            if (_isAfterCr && _buffer[_at] is '\n')
            {
                _at++;
                _isAfterCr = false;
                continue;
            }

            _isAfterCr = false;
            isBegun = true;
            if (AppendToItsEnd())
            {
                return Take();
            }
        }
    }

    /// <summary>Appends what is in the buffer; returns true when the line ends there.</summary>
    private bool AppendToItsEnd()
    {
        var rest = _buffer.AsSpan(_at, _filled - _at);
        var end = rest.IndexOfAny('\r', '\n');
        var piece = end < 0 ? rest : rest[..end];
        _isTooLong |= _line.Length + piece.Length > Longest;
        if (!_isTooLong)
        {
            _line.Append(piece);
        }

        _at += end < 0 ? piece.Length : piece.Length + 1;
        _isAfterCr = end >= 0 && rest[end] is '\r';
        return end >= 0;
    }

    private RawLine Take()
    {
        // Files that were joined have a mark in the middle; before a quote it would hide the quote.
        var line = new RawLine(++_number, _isTooLong ? null : _line.ToString().TrimStart(ByteOrderMark));
        _line.Clear();
        _isTooLong = false;
        return line;
    }
}
