using System.Buffers.Binary;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// Per sender, the highest sequence number an instance has applied: a message delivered again (its sender crashed between delivering it and
/// noting so) is recognised by it and not applied twice.
/// </summary>
/// <remarks>
/// Bounded to the <see cref="Capacity"/> senders heard last, 16 bytes each. A repetition comes from a crash in the few milliseconds between
/// delivery and its note, or from a retried insert, so that a sender would have to be pushed out by 64 others meanwhile to be forgotten.
/// Completions of children do not need it: a task that is no longer open ignores them.
/// </remarks>
internal sealed class SeenSenders
{
    public const int Capacity = 64;
    private readonly List<(ulong Sender, long Sequence)> _seen = [];

    public static SeenSenders Parse(ReadOnlySpan<byte> bytes)
    {
        var seen = new SeenSenders();
        for (; bytes.Length >= 16; bytes = bytes[16..])
            seen._seen.Add((BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])));
        return seen;
    }

    public bool Contains(string sender, long sequence) => Find(StableHash.Of(sender)) is var i and >= 0 && _seen[i].Sequence >= sequence;

    public void Add(string sender, long sequence)
    {
        var hash = StableHash.Of(sender);
        if (Find(hash) is var i and >= 0)
        {
            sequence = Math.Max(sequence, _seen[i].Sequence);
            _seen.RemoveAt(i);
        }
        else if (_seen.Count == Capacity)
        {
            _seen.RemoveAt(0);
        }

        _seen.Add((hash, sequence));
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[16 * _seen.Count];
        for (var i = 0; i < _seen.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16 * i), _seen[i].Sender);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((16 * i) + 8), _seen[i].Sequence);
        }

        return bytes;
    }

    private int Find(ulong hash) => _seen.FindIndex(entry => entry.Sender == hash);
}
