using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.App.Operations;

/// <summary>
/// Continuation tokens as callers see them: the store's tokens with a signature, because the store accepts any text as a token. A token is
/// valid as long as the process that issued it lives. Thread-safe.
/// </summary>
internal sealed class PageTokens
{
    private const int SealLength = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Seal(string token)
    {
        var text = Encoding.UTF8.GetBytes(token);
        return Base64Url.EncodeToString([.. SealOf(text), .. text]);
    }

    /// <returns>The store's token; null when this process gave no such token.</returns>
    public string? Open(string sealedToken)
    {
        if (!Base64Url.IsValid(sealedToken, out var length) || length <= SealLength)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(sealedToken);

        var text = bytes.AsSpan(SealLength);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SealLength), SealOf(text)) ? Encoding.UTF8.GetString(text) : null;
    }

    private ReadOnlySpan<byte> SealOf(ReadOnlySpan<byte> text) => HMACSHA256.HashData(_key, text).AsSpan(0, SealLength);
}
