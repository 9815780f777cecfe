using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Application.Identifiers;

/// <summary>A generator of ids: lower-case ULIDs, each greater than the one before it in this process. Thread-safe.</summary>
internal sealed class Ulids(TimeProvider time)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const int Length = 26;

    private const int ChanceBytes = 10;

    private readonly Lock _lock = new();

    private long _milliseconds;

    private UInt128 _chance;

    /// <summary>Creates a new id.</summary>
    public string Next()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _milliseconds)
            {
                _milliseconds = now;
                _chance = Draw();
            }
            else
            {
                // 2^80 steps never run out: the first draw leaves its top bit free.
                _chance++;
            }

            return Text(_milliseconds, _chance);
        }
    }

    /// <summary>Derives an id from a time and a seed: the same two give the same id.</summary>
    public static string Derive(DateTimeOffset at, string seed) =>
        Text(at.ToUnixTimeMilliseconds(), Pack(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, ChanceBytes)));

    /// <summary>Returns true when a text has the form of such an id.</summary>
    public static bool IsValid(string text) => text.Length == Length && text[0] <= '7' && text.All(Alphabet.Contains);

    private static UInt128 Draw()
    {
        Span<byte> bytes = stackalloc byte[ChanceBytes];
        RandomNumberGenerator.Fill(bytes);
        return Pack(bytes) & ((UInt128.One << 79) - 1);
    }

    private static UInt128 Pack(ReadOnlySpan<byte> bytes)
    {
        var chance = UInt128.Zero;
        foreach (var part in bytes)
        {
            chance = (chance << 8) | part;
        }

        return chance;
    }

    private static string Text(long milliseconds, UInt128 chance) =>
        string.Create(Length, ((UInt128)(ulong)milliseconds << 80) | chance, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
            {
                text[i] = Alphabet[(int)(rest & 31)];
            }
        });
}
