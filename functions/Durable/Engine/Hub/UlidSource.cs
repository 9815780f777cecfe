using System.Buffers.Binary;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Makes ULIDs that rise strictly within this process, also when the clock stands still or goes back.</summary>
internal sealed class UlidSource(TimeProvider time, Action<Span<byte>> chance)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Lock _gate = new();
    private UInt128 _last;

    public string Next()
    {
        UInt128 next;
        lock (_gate)
        {
            var fresh = ((UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 80) | Random80();
            next = _last = fresh > _last ? fresh : _last + 1;
        }

        return string.Create(26, next, static (text, value) =>
        {
            for (var i = 25; i >= 0; i--, value >>= 5)
                text[i] = Alphabet[(int)(value & 31)];
        });
    }

    private UInt128 Random80()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes[..6].Clear();
        chance(bytes[6..]);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
