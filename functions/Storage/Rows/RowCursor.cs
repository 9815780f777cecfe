using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain;

namespace CampaignTasks.Storage.Rows;

/// <summary>The cursors that lists give out: the last row's key behind a check sum over list and key, so that only this list's own are taken.</summary>
internal static class RowCursor
{
    private const int CheckBytes = 6;
    private const int Longest = 700;

    public static string Write(string list, string rowKey)
    {
        Span<byte> bytes = stackalloc byte[CheckBytes + Encoding.UTF8.GetMaxByteCount(rowKey.Length)];
        var length = Encoding.UTF8.GetBytes(rowKey, bytes[CheckBytes..]);
        Check(list, rowKey, bytes[..CheckBytes]);
        return Base64Url.EncodeToString(bytes[..(CheckBytes + length)]);
    }

    /// <exception cref="BadCursorException">Not one of this list's.</exception>
    public static string? Read(string list, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Longest];
        if (cursor.Length > Longest || !Base64Url.TryDecodeFromChars(Trimmed(cursor), bytes, out var length) || length <= CheckBytes)
        {
            throw new BadCursorException();
        }

        var rowKey = Encoding.UTF8.GetString(bytes[CheckBytes..length]);
        Span<byte> check = stackalloc byte[CheckBytes];
        Check(list, rowKey, check);
        return check.SequenceEqual(bytes[..CheckBytes]) ? rowKey : throw new BadCursorException();
    }

    // The decoder throws at characters outside its alphabet: an empty text fails the length test instead.
    private static ReadOnlySpan<char> Trimmed(string cursor) => Base64Url.IsValid(cursor) ? cursor : "";

    private static void Check(string list, string rowKey, Span<byte> check)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{rowKey}"), hash);
        hash[..check.Length].CopyTo(check);
    }
}
