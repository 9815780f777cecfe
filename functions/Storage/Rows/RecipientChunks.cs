using System.Buffers;
using System.Text;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The encoding of addresses, one per line, in gzipped chunks of at most 512 KiB of text: far below a row's 1 MiB even if they do not
/// compress.
/// </summary>
internal static class RecipientChunks
{
    private const int ChunkBytes = 512 * 1024;

    public static IEnumerable<ReadOnlyMemory<byte>> Pack(IReadOnlyList<string> addresses)
    {
        var text = new ArrayBufferWriter<byte>(Math.Clamp(addresses.Count * 32, 256, ChunkBytes));
        foreach (var address in addresses)
        {
            if (address.Contains('\n', StringComparison.Ordinal))
            {
                throw new ArgumentException("An address is one line.", nameof(addresses));
            }

            if (text.WrittenCount > 0 && text.WrittenCount + Encoding.UTF8.GetByteCount(address) + 1 > ChunkBytes)
            {
                yield return Gzip.Zip(text.WrittenSpan);
                text.ResetWrittenCount();
            }

            Encoding.UTF8.GetBytes(address, text);
            text.Write("\n"u8);
        }

        if (text.WrittenCount > 0)
        {
            yield return Gzip.Zip(text.WrittenSpan);
        }
    }

    public static IEnumerable<string> Unpack(ReadOnlyMemory<byte> chunk)
    {
        var text = Encoding.UTF8.GetString(Gzip.Unzip(chunk).Span);
        for (var at = 0; at < text.Length; )
        {
            // Only \n ends a line here: addresses may contain other line separators.
            var end = text.IndexOf('\n', at);
            yield return text[at..end];
            at = end + 1;
        }
    }
}
