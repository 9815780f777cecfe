using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>
/// The signature of Standard Webhooks 1.0.0, symmetric (<c>v1</c>): HMAC-SHA256 over id, time of the attempt and body.
/// </summary>
/// <remarks>Source: <c>spec/standard-webhooks.md</c> of standard-webhooks/standard-webhooks.</remarks>
public static class StandardWebhookSignature
{
    /// <summary>The header with the message's id, the same for each attempt: by it the receiver knows a repeat.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of the attempt, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, separated by blanks.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The fewest octets of a key.</summary>
    public const int ShortestKey = 24;

    /// <summary>The most octets of a key.</summary>
    public const int LongestKey = 64;

    private const string Prefix = "whsec_";

    /// <summary>Writes a key as the secret that people copy.</summary>
    /// <exception cref="ArgumentException">The key does not have 24 to 64 octets.</exception>
    public static string ToSecret(ReadOnlySpan<byte> key) =>
        key.Length is >= ShortestKey and <= LongestKey
            ? Prefix + Convert.ToBase64String(key)
            : throw new ArgumentException($"A key has {ShortestKey} to {LongestKey} octets.", nameof(key));

    /// <summary>Reads the key of a secret; null for anything that is none.</summary>
    public static byte[]? ReadKey(string? secret)
    {
        if (secret?.StartsWith(Prefix, StringComparison.Ordinal) is not true)
        {
            return null;
        }

        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length is >= ShortestKey and <= LongestKey
            ? key[..length]
            : null;
    }

    /// <summary>Signs one attempt with each key: while a secret is replaced, the old one and the new one.</summary>
    /// <param name="id">The message's id, without a full stop.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The octets that are sent.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>.</returns>
    /// <exception cref="ArgumentException">The id has a full stop, which would let one message pass for another.</exception>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, params IReadOnlyList<byte[]> keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(keys);
        if (id.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException("An id has no full stop.", nameof(id));
        }

        var head = Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}.");
        byte[] signed = [.. head, .. body];
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }

    /// <summary>Gets the value of <see cref="TimestampHeader"/>.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
