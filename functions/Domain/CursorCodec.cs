using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain;

/// <summary>
/// The cursors of lists: the key of the last item behind a check sum over list and key, so that a list takes only its own cursors.
/// </summary>
public static class CursorCodec
{
    private const int CheckBytes = 6;
    private const int MaxLength = 700;

    /// <summary>Writes the cursor behind an item of a list.</summary>
    public static string Write(string list, string key) => Base64Url.EncodeToString([.. Check(list, key), .. Encoding.UTF8.GetBytes(key)]);

    /// <summary>Reads the key of a cursor; null without a cursor.</summary>
    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    public static string? Read(string list, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        if (
            cursor.Length > MaxLength
            || !Base64Url.IsValid(cursor)
            || Base64Url.DecodeFromChars(cursor) is not { Length: > CheckBytes } bytes
        )
        {
            throw new BadCursorException();
        }

        var key = Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes));
        return Check(list, key).SequenceEqual(bytes.AsSpan(0, CheckBytes)) ? key : throw new BadCursorException();
    }

    private static ReadOnlySpan<byte> Check(string list, string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{key}")).AsSpan(0, CheckBytes);
}
