using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Channels.Http;

/// <summary>The comparison of secrets in constant time.</summary>
internal static class Secrets
{
    /// <summary>Checks whether both texts are the same; they are hashed first, so that their lengths do not show either.</summary>
    public static bool Same(string given, string expected)
    {
        Span<byte> left = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given), left);
        SHA256.HashData(Encoding.UTF8.GetBytes(expected), right);
        return CryptographicOperations.FixedTimeEquals(left, right);
    }
}
