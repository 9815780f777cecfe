using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CampaignTasks.Storage.Rows;

/// <summary>The keys of rows, built from ids. Any id that a caller sends becomes a valid and unique key.</summary>
internal static class Keys
{
    // In ordinal order, so that the mirrored alphabet sorts in reverse; the end mark sorts after all of it.
    private const string Alphabet = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private const char End = '~';
    private const int LongestId = 64;
    private const int LongestPart = 100;

    /// <summary>Encodes the parts and joins them with a bar, which no part can contain.</summary>
    public static string Partition(params ReadOnlySpan<string> parts)
    {
        var encoded = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            encoded[i] = Part(parts[i]);
        }

        return string.Join('|', encoded);
    }

    /// <summary>Encodes a part of a key: readable where possible, a hash where it is too long or not valid Unicode.</summary>
    public static string Part(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestPart || HasHalfPair(text))
        {
            return "~h" + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
        }

        var key = TableKey.Encode(text);
        return key.Contains('|', StringComparison.Ordinal) ? key.Replace("|", "~!", StringComparison.Ordinal) : key;
    }

    /// <summary>Creates a row key that sorts greater ids before smaller ones: with ULIDs the newest first.</summary>
    /// <returns>False when the id has a form that no stored id has.</returns>
    public static bool TryNewestFirst(string? id, [NotNullWhen(true)] out string? key)
    {
        key = null;
        if (id is not { Length: > 0 and <= LongestId })
        {
            return false;
        }

        Span<char> mirrored = stackalloc char[id.Length + 1];
        for (var i = 0; i < id.Length; i++)
        {
            var digit = Alphabet.IndexOf(id[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            mirrored[i] = Alphabet[^(digit + 1)];
        }

        mirrored[^1] = End;
        key = mirrored.ToString();
        return true;
    }

    /// <summary>As <see cref="TryNewestFirst"/>, for an id that is about to be stored.</summary>
    /// <exception cref="ArgumentException">
    /// The id has other characters than letters, digits, <c>-</c> and <c>_</c>, or not 1 to 64 of them.
    /// </exception>
    public static string NewestFirst(string id) =>
        TryNewestFirst(id, out var key)
            ? key
            : throw new ArgumentException($"An id has 1 to {LongestId} letters, digits, hyphens and underscores.", nameof(id));

    /// <summary>Checks whether the text contains half of a surrogate pair and therefore has no UTF-8 form.</summary>
    public static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
