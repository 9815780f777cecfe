using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The cursors of a list's members: a checksum over list and id, then the last member's id. A list accepts only its own cursors.
/// </summary>
internal static class MemberCursor
{
    private const int CheckBytes = 6;
    private const int Longest = 200;

    public static string Write(string list, string contactId) => Base64Url.EncodeToString([.. Check(list, contactId), .. Encoding.UTF8.GetBytes(contactId)]);

    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    public static string Read(string list, string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > CheckBytes } bytes)
        {
            throw new BadCursorException();
        }

        var contactId = Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes));
        return Check(list, contactId).AsSpan().SequenceEqual(bytes.AsSpan(0, CheckBytes)) ? contactId : throw new BadCursorException();
    }

    private static byte[] Check(string list, string contactId) => SHA256.HashData(Encoding.UTF8.GetBytes($"members of {list}\n{contactId}"))[..CheckBytes];
}
