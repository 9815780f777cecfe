using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Durable.Engine;

/// <summary>Version 5 UUIDs (RFC 9562) over instance, time and a counter: the Durable Task Framework's way, frozen.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Space = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "Version 5 is defined by SHA-1; nothing is kept secret by it.")]
    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:o}_{counter}");
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
