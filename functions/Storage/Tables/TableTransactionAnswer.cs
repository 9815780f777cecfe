using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Reads a change set's answer. Either every action has a success part, or there is one part, the refusal, whose text starts with the
/// refused action's index. What stands between the parts is not relied upon: the emulator at times writes a boundary too many.
/// </summary>
internal static class TableTransactionAnswer
{
    private static ReadOnlySpan<byte> StatusLine => "HTTP/1.1 "u8;

    public static IReadOnlyList<Response> Read(HttpMessage message, int expected)
    {
        var body = message.Response.Content.ToMemory();
        var parts = new List<Response>(expected);
        for (var at = Next(body.Span, 0); at >= 0;)
        {
            var next = Next(body.Span, at + StatusLine.Length);
            var part = ReadPart(body.Span[at..(next < 0 ? body.Length : next)]);
            if (part.Status >= 400)
            {
                throw Refused(message, part);
            }

            parts.Add(part);
            at = next;
        }

        return parts.Count == expected
            ? parts
            : throw StorageFailure.Mark(
                new RequestFailedException(0, $"Storage answered {parts.Count} parts to a transaction of {expected}; whether it acted is unknown."), message);
    }

    // A part's status line starts a line; the JSON inside a part is one line that never starts so.
    private static int Next(ReadOnlySpan<byte> body, int from)
    {
        while (from < body.Length && body[from..].IndexOf(StatusLine) is >= 0 and var offset)
        {
            var at = from + offset;
            if (at is 0 || body[at - 1] is (byte)'\n')
            {
                return at;
            }

            from = at + 1;
        }

        return -1;
    }

    private static TablePartResponse ReadPart(ReadOnlySpan<byte> part)
    {
        // A status that is no number counts as an error of no known kind.
        var status = Utf8Parser.TryParse(part[StatusLine.Length..], out int number, out _) ? number : 500;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = AfterLine(part, out var statusLine);
        while (!rest.IsEmpty)
        {
            rest = AfterLine(rest, out var line);
            if (line.IsEmpty)
            {
                break;
            }

            if (line.IndexOf((byte)':') is > 0 and var colon)
            {
                headers[Encoding.UTF8.GetString(line[..colon])] = Encoding.UTF8.GetString(line[(colon + 1)..].Trim((byte)' '));
            }
        }

        // A success has no body worth keeping: 100 of them would only be garbage.
        var reason = statusLine.Length > StatusLine.Length + 4 ? Encoding.UTF8.GetString(statusLine[(StatusLine.Length + 4)..]) : "";
        return new(status, reason, headers, status >= 400 ? rest.ToArray() : []);
    }

    private static ReadOnlySpan<byte> AfterLine(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        var end = text.IndexOf((byte)'\n');
        line = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
        return end < 0 ? [] : text[(end + 1)..];
    }

    private static TableTransactionFailedException Refused(HttpMessage message, TablePartResponse part)
    {
        var (code, text) = StorageFailure.Parse(part.Body);
        int? index = text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            ? found
            : null;
        var sentence = $"Storage answered {part.Status} {code ?? part.ReasonPhrase} to action {index?.ToString(CultureInfo.InvariantCulture) ?? "?"} of a transaction. {text?.ReplaceLineEndings(" ")}";
        return StorageFailure.Mark(new TableTransactionFailedException(part.Status, sentence, code, index), message);
    }
}
