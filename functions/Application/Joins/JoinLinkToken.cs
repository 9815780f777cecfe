using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Joins;

/// <summary>
/// The token of a link by which one contact joins the chat of one account. Messengers pass on at most 64 characters, so that it holds no
/// more than the contact's id, the hour in which it ends, and a check of both under the secret of the account's webhook.
/// </summary>
internal static class JoinLinkToken
{
    /// <summary>The longest id that fits, in characters; a UUID in lower case takes half of it.</summary>
    public const int LongestId = 32;

    private const int HourSize = 3;
    private const int CheckSize = 12;
    private const byte AsText = 0;
    private const byte AsUuid = 1;

    /// <summary>Writes a token; null for an id that is too long.</summary>
    public static string? Write(string contactId, DateTimeOffset until, string secret)
    {
        var isUuid = Guid.TryParseExact(contactId, "D", out var uuid) && uuid.ToString() == contactId;
        var id = isUuid ? uuid.ToByteArray(bigEndian: true) : Encoding.ASCII.GetBytes(contactId);
        if (id.Length > LongestId)
        {
            return null;
        }

        Span<byte> hours = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(hours, (int)(until.ToUnixTimeSeconds() / 3600));
        byte[] content = [isUuid ? AsUuid : AsText, .. hours[^HourSize..], .. id];
        return Base64Url.EncodeToString([.. content, .. Check(content, secret)]);
    }

    /// <summary>Reads a token; false for one that was not written with the secret, and for one that has ended.</summary>
    public static bool TryRead(string token, DateTimeOffset now, string secret, [NotNullWhen(true)] out string? contactId)
    {
        contactId = null;
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > 1 + HourSize + CheckSize } bytes)
        {
            return false;
        }

        var content = bytes.AsSpan(0, bytes.Length - CheckSize);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(content.Length), Check(content, secret)))
        {
            return false;
        }

        var hours = (content[1] << 16) | (content[2] << 8) | content[3];
        var id = content[(1 + HourSize)..];
        contactId = content[0] is AsUuid && id.Length is 16 ? new Guid(id, bigEndian: true).ToString() : Encoding.ASCII.GetString(id);
        return now < DateTimeOffset.FromUnixTimeSeconds(hours * 3600L) && ExternalId.IsValid(contactId);
    }

    private static byte[] Check(ReadOnlySpan<byte> content, string secret)
    {
        byte[] place = [.. "join\n"u8, .. content];
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), place)[..CheckSize];
    }
}
