using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain.Journeys;

/// <summary>
/// A part of what an automation remembers of who is in the list or segment that lets contacts enter. A contact is remembered by a hash of
/// its id, with the number of times it became a member: that number tells one entry from the next, however often an entry is repeated.
/// </summary>
/// <param name="number">The number of the shard.</param>
/// <param name="known">What is known, by the hash of the contact.</param>
public sealed class MembershipShard(int number, IEnumerable<KeyValuePair<ulong, MembershipState>> known)
{
    /// <summary>The number of shards. Stored: never change it.</summary>
    public const int Count = 256;

    private readonly Dictionary<ulong, MembershipState> _known = new(known);

    public int Number => number;

    /// <summary>The remembered memberships, by the hash of the contact.</summary>
    public IReadOnlyDictionary<ulong, MembershipState> Known => _known;

    /// <summary>True when there is something to store.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Gets the shard of a contact. Stored: never change the function.</summary>
    public static int Of(string contactId) => (int)(HashOf(contactId) % Count);

    /// <summary>Takes note that a contact is a member.</summary>
    /// <returns>How many times it has become one; null when it was one already.</returns>
    public int? Join(string contactId)
    {
        var hash = HashOf(contactId);
        var state = _known.GetValueOrDefault(hash);
        if (state.IsMember)
        {
            return null;
        }

        Set(hash, new MembershipState(state.Times + 1, IsMember: true));
        return state.Times + 1;
    }

    /// <summary>Takes note that a contact is no member. Of one that was never seen, it counts as the end of a first membership.</summary>
    public void Leave(string contactId)
    {
        var hash = HashOf(contactId);
        Set(hash, _known.TryGetValue(hash, out var state) ? state with { IsMember = false } : new MembershipState(1, IsMember: false));
    }

    /// <summary>Takes note that a contact does not match; one that never matched is not remembered.</summary>
    public void LeaveIfKnown(string contactId)
    {
        if (_known.ContainsKey(HashOf(contactId)))
        {
            Leave(contactId);
        }
    }

    /// <summary>Forgets a contact.</summary>
    public void Forget(string contactId) => IsChanged |= _known.Remove(HashOf(contactId));

    private void Set(ulong hash, MembershipState state)
    {
        if (!_known.TryGetValue(hash, out var before) || before != state)
        {
            _known[hash] = state;
            IsChanged = true;
        }
    }

    // Among a million contacts, the chance that any two share 64 bits is one in some thirty million.
    private static ulong HashOf(string contactId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(contactId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
