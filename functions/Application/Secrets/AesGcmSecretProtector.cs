using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Application.Secrets;

/// <summary>
/// The encryption of secrets with AES-256-GCM. The text is <c>v1.{key id}.{nonce, tag and cipher text}</c>: the key's id lets old keys
/// decrypt what they encrypted while a new one encrypts, and the place is authenticated with the text, so that a secret copied elsewhere
/// does not decrypt.
/// </summary>
internal sealed class AesGcmSecretProtector : ISecretProtector
{
    public const int KeyBytes = 32;

    private const string Version = "v1";

    private const int NonceBytes = 12;

    private const int TagBytes = 16;

    private readonly string _current;

    private readonly FrozenDictionary<string, byte[]> _keys;

    /// <summary>Creates a protector.</summary>
    /// <param name="current">The key that encrypts and decrypts.</param>
    /// <param name="previous">Keys that only decrypt.</param>
    public AesGcmSecretProtector(byte[] current, IEnumerable<byte[]> previous)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(current.Length, KeyBytes, nameof(current));
        _current = IdOf(current);
        _keys = previous.Prepend(current).DistinctBy(IdOf).ToFrozenDictionary(IdOf, key => key);
    }

    public string Protect(string secret, string place)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[_current], TagBytes);
        aes.Encrypt(
            nonce,
            plain,
            sealedBytes.AsSpan(NonceBytes + TagBytes),
            sealedBytes.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(place)
        );
        return $"{Version}.{_current}.{Base64Url.EncodeToString(sealedBytes)}";
    }

    public string Unprotect(string sealedSecret, string place)
    {
        if (sealedSecret.Split('.') is not [Version, var id, var text] || !_keys.TryGetValue(id, out var key))
        {
            throw CannotOpen();
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(text).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                bytes[..NonceBytes],
                bytes[(NonceBytes + TagBytes)..],
                bytes.Slice(NonceBytes, TagBytes),
                plain,
                Encoding.UTF8.GetBytes(place)
            );
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException or ArgumentException)
        {
            throw CannotOpen(e);
        }
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));

    private static InvalidOperationException CannotOpen(Exception? inner = null) =>
        new(
            "A stored secret was encrypted with another key or for another place: set CampaignTasks__EncryptionKey to its key, "
                + "or add that key to CampaignTasks__PreviousEncryptionKeys.",
            inner
        );
}
