using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The addresses seen so far, as 64 bits of a strong hash: a million takes 17 MB. In one of 37 million lists of a million addresses, two of
/// them are taken for one.
/// </summary>
internal sealed class AddressSet(ChannelKind channel)
{
    private ulong[] _slots = new ulong[1024];
    private int _count;

    /// <summary>Adds an address; returns false when it was there already.</summary>
    public bool Add(string address)
    {
        if (_count * 2 >= _slots.Length)
        {
            Grow();
        }

        if (!Add(_slots, Hash(address)))
        {
            return false;
        }

        _count++;
        return true;
    }

    private void Grow()
    {
        var slots = new ulong[_slots.Length * 2];
        foreach (var hash in _slots)
        {
            if (hash is not 0)
            {
                Add(slots, hash);
            }
        }

        _slots = slots;
    }

    private static bool Add(ulong[] slots, ulong hash)
    {
        for (var at = hash; ; at++)
        {
            ref var slot = ref slots[at & (ulong)(slots.Length - 1)];
            if (slot == hash)
            {
                return false;
            }

            if (slot is 0)
            {
                slot = hash;
                return true;
            }
        }
    }

    // A cryptographic hash: collisions cannot be chosen on purpose.
    private ulong Hash(string address)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(256)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var same = ChannelAddress.Key(channel, address);
        var length = Encoding.UTF8.GetByteCount(same);
        var whole = length <= bytes.Length ? bytes : new byte[length];
        SHA256.HashData(whole[..Encoding.UTF8.GetBytes(same, whole)], hash);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }
}
