using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Channels.Http;

/// <summary>Compares secrets so that the time taken tells nothing about them.</summary>
internal static class Secrets
{
    /// <summary>Whether both texts are the same; hashed first, so that their lengths do not show either.</summary>
    public static bool Same(string given, string expected)
    {
        Span<byte> left = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given), left);
        SHA256.HashData(Encoding.UTF8.GetBytes(expected), right);
        return CryptographicOperations.FixedTimeEquals(left, right);
    }
}
