using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Channels.Acs;

/// <summary>
/// The signature of requests to Azure Communication Services with an access key (HMAC-SHA256 over verb, path, date, host and body hash).
/// </summary>
/// <param name="key">The access key, decoded.</param>
internal sealed class AcsSignature(byte[] key)
{
    private const string Scheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    private const int OnStack = 1024;

    // Preparing the key costs as much as signing with it, and a prepared instance serves one signature at a time.
    private readonly ConcurrentBag<IncrementalHash> _idle = [];

    /// <summary>Computes the value of <c>x-ms-content-sha256</c>: the hash of the exact bytes that are sent.</summary>
    public static string ContentHash(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToBase64String(hash);
    }

    /// <summary>Computes the value of <c>Authorization</c>.</summary>
    /// <param name="request">Verb, a line feed, and path with query.</param>
    /// <param name="date">The value of <c>x-ms-date</c>.</param>
    /// <param name="host">The value of <c>Host</c>.</param>
    /// <param name="contentHash">From <see cref="ContentHash"/>.</param>
    public string Authorization(string request, string date, string host, string contentHash)
    {
        var most = Encoding.UTF8.GetMaxByteCount(request.Length + date.Length + host.Length + contentHash.Length + 3);
        var text = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var length = 0;
        Append(text, ref length, request, '\n');
        Append(text, ref length, date, ';');
        Append(text, ref length, host, ';');
        length += Encoding.UTF8.GetBytes(contentHash, text[length..]);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = _idle.TryTake(out var idle) ? idle : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(text[..length]);
        hmac.GetHashAndReset(signature);
        _idle.Add(hmac);
        return Scheme + Convert.ToBase64String(signature);
    }

    private static void Append(Span<byte> text, ref int length, string part, char end)
    {
        length += Encoding.UTF8.GetBytes(part, text[length..]);
        text[length++] = (byte)end;
    }
}
