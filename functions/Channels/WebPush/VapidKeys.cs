using System.Buffers.Text;
using System.Security.Cryptography;

namespace CampaignTasks.Channels.WebPush;

/// <summary>The keys with which a sender proves itself to push services (RFC 8292).</summary>
internal static class VapidKeys
{
    private const int PublicSize = 65;
    private const int PrivateSize = 32;

    /// <summary>True for a point of P-256 in base64url.</summary>
    public static bool IsPublic(string? text) => Decode(text) is [0x04, ..] and { Length: PublicSize };

    /// <summary>True for a private key in base64url.</summary>
    public static bool IsPrivate(string? text) => Decode(text) is { Length: PrivateSize };

    /// <summary>True when the keys are a pair.</summary>
    public static bool ArePair(string publicKey, string privateKey)
    {
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Decode(privateKey) });
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return Decode(publicKey) is [0x04, .. var coordinates] && coordinates.AsSpan().SequenceEqual([.. point.X!, .. point.Y!]);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[]? Decode(string? text) =>
        text is { Length: > 0 and <= 200 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
