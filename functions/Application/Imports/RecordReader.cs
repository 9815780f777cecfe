using System.Text;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// A reader of a file's records in bounded memory. A record ends with its line or, where quotes may contain line breaks, with the first
/// line break outside quotes. One that is too long ends with its line, so that a quote that is never closed costs one record and not the
/// file.
/// </summary>
internal sealed class RecordReader(TextReader text, bool hasQuotes)
{
    /// <summary>The longest record, in characters.</summary>
    public const int Longest = 64 * 1024;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _record = new();
    private int _at;
    private int _filled;
    private long _line = 1;

    /// <summary>Reads the next record that is not blank; null at the end.</summary>
    public async ValueTask<RawRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (start, inQuotes, ended, isTooLong) = (_line, false, false, false);
            _record.Clear();
            while (!ended && await NextAsync(cancellationToken) is { } c)
            {
                if (c is '\n')
                {
                    _line++;
                    ended = !inQuotes || isTooLong;
                }

                inQuotes ^= hasQuotes && c is '"';
                isTooLong |= _record.Length == Longest;
                if (!ended && !isTooLong)
                {
                    _record.Append(c);
                }
            }

            if (isTooLong)
            {
                return new RawRecord(start, null);
            }

            var record = _record.ToString().Trim('\r', '\n', ' ', '\t', '\uFEFF');
            if (record.Length > 0)
            {
                return new RawRecord(start, record);
            }

            if (!ended)
            {
                return null;
            }
        }
    }

    private async ValueTask<char?> NextAsync(CancellationToken cancellationToken)
    {
        if (_at == _filled)
        {
            (_at, _filled) = (0, await text.ReadAsync(_buffer, cancellationToken));
            if (_filled is 0)
            {
                return null;
            }
        }

        return _buffer[_at++];
    }
}
