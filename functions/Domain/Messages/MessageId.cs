using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Messages;

/// <summary>
/// The place of a message: run, page and index on the page. It is also the message's id everywhere: as a UUID (version 8 of RFC 9562)
/// it is the key that providers get, so that a receipt with only this key leads to the page without an index.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Page">The page's number in the run, from 0, below 2^24.</param>
/// <param name="Index">The index on the page, 0 to 255.</param>
[JsonConverter(typeof(MessageIdConverter))]
public sealed record MessageId(RunId Run, int Page, int Index)
{
    /// <summary>The page's number in the run, from 0.</summary>
    public int Page { get; } = Page is >= 0 and < 1 << 24 ? Page : throw new ArgumentOutOfRangeException(nameof(Page));

    /// <summary>The index on the page.</summary>
    public int Index { get; } = Index is >= 0 and < 256 ? Index : throw new ArgumentOutOfRangeException(nameof(Index));

    /// <summary>
    /// Converts to a UUID: 48 + 12 bits of run number; 24 bits of page, 8 of index and 30 of check sum, around the version and variant
    /// bits.
    /// </summary>
    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        var run = (ulong)Run.Number;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (run >> 12 << 16) | 0x8000 | (run & 0xFFF));
        var low = ((ulong)Page << 38) | ((ulong)Index << 30) | Check(Run.Number, Page, Index);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (0b10UL << 62) | low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Reads back what <see cref="ToGuid"/> wrote; false for anything else, other UUIDs included.</summary>
    public static bool TryFrom(Guid key, [NotNullWhen(true)] out MessageId? id)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        id = null;
        if ((high >> 12 & 0xF) is not 8 || low >> 62 is not 0b10)
        {
            return false;
        }

        var run = (long)((high >> 16 << 12) | (high & 0xFFF));
        var page = (int)(low >> 38 & 0xFFFFFF);
        var index = (int)(low >> 30 & 0xFF);
        if ((low & 0x3FFFFFFF) != Check(run, page, index))
        {
            return false;
        }

        id = new MessageId(new RunId(run), page, index);
        return true;
    }

    /// <summary>Reads the text form, with or without hyphens.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MessageId? id)
    {
        id = null;
        return Guid.TryParse(text, out var key) && TryFrom(key, out id);
    }

    /// <summary>Formats the UUID as hyphenated lower-case text.</summary>
    public override string ToString() => ToGuid().ToString();

    private static uint Check(long run, int page, int index)
    {
        Span<byte> place = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(place, run);
        BinaryPrimitives.WriteInt32BigEndian(place[8..], page);
        BinaryPrimitives.WriteInt32BigEndian(place[12..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(place, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) >> 2;
    }
}
