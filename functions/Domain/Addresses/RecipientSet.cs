using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// Recipients by their <see cref="RecipientIdentity"/>, as 64 bits of a strong hash for each contact and each address: a million addresses
/// take 17 MB, a million contacts 34 MB. In one of 37 million sets of a million addresses, two of them are taken for one. Not thread-safe.
/// </summary>
/// <param name="channel">The channel of the addresses.</param>
/// <param name="keepsPairs">
/// Whether <see cref="Has(string?, string)"/> is asked, which needs one more hash for each recipient.
/// </param>
public sealed class RecipientSet(ChannelKind channel, bool keepsPairs = false)
{
    private const string Contact = "contact";
    private const string Address = "address";
    private const string Pair = "pair";

    private ulong[] _slots = new ulong[1024];
    private int _count;

    /// <summary>Adds an address; returns false when it was there already.</summary>
    public bool Add(string address) => AddHash(Hash(Address, RecipientIdentity.AddressKey(channel, address)));

    /// <summary>Adds a recipient; returns false, and adds nothing, when its contact or its address was there already.</summary>
    public bool TryAdd(Recipient recipient)
    {
        if (HasAny(recipient))
        {
            return false;
        }

        Add(recipient.ContactId, recipient.Address);
        return true;
    }

    /// <summary>Adds a contact, unless it is null, and an address.</summary>
    public void Add(string? contactId, string address)
    {
        AddContact(contactId);
        Add(address);
        if (keepsPairs)
        {
            AddHash(HashOfPair(contactId, address));
        }
    }

    /// <summary>Adds a contact without an address; null adds nothing.</summary>
    public void AddContact(string? contactId)
    {
        if (contactId is not null)
        {
            AddHash(Hash(Contact, contactId));
        }
    }

    /// <summary>Returns true when the contact or the address of the recipient is there.</summary>
    public bool HasAny(Recipient recipient) => HasContact(recipient.ContactId) || HasAddress(recipient.Address);

    /// <summary>Returns true when the contact is there; false for null.</summary>
    public bool HasContact(string? contactId) => contactId is not null && HasHash(Hash(Contact, contactId));

    /// <summary>Returns true when the address is there, whoever has it.</summary>
    public bool HasAddress(string address) => HasHash(Hash(Address, RecipientIdentity.AddressKey(channel, address)));

    /// <summary>
    /// Returns true when this contact was added with this address; with null, when the address was added without a contact.
    /// </summary>
    public bool Has(string? contactId, string address) => HasHash(HashOfPair(contactId, address));

    private ulong HashOfPair(string? contactId, string address) =>
        Hash(Pair, $"{contactId}\n{RecipientIdentity.AddressKey(channel, address)}");

    private bool AddHash(ulong hash)
    {
        if (_count * 2 >= _slots.Length)
        {
            Grow();
        }

        ref var slot = ref SlotOf(_slots, hash);
        if (slot == hash)
        {
            return false;
        }

        slot = hash;
        _count++;
        return true;
    }

    private bool HasHash(ulong hash) => SlotOf(_slots, hash) == hash;

    private void Grow()
    {
        var slots = new ulong[_slots.Length * 2];
        foreach (var hash in _slots)
        {
            if (hash is not 0)
            {
                SlotOf(slots, hash) = hash;
            }
        }

        _slots = slots;
    }

    // The slot that has the hash, or the empty one where it belongs.
    private static ref ulong SlotOf(ulong[] slots, ulong hash)
    {
        var at = hash;
        while (true)
        {
            ref var slot = ref slots[at & (ulong)(slots.Length - 1)];
            if (slot == hash || slot is 0)
            {
                return ref slot;
            }

            at++;
        }
    }

    // A cryptographic hash: collisions cannot be chosen on purpose.
    private static ulong Hash(string kind, string text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(kind) + 1 + Encoding.UTF8.GetByteCount(text);
        var whole = length <= bytes.Length ? bytes[..length] : new byte[length];
        var at = Encoding.UTF8.GetBytes(kind, whole);
        whole[at] = (byte)'\n';
        Encoding.UTF8.GetBytes(text, whole[(at + 1)..]);
        SHA256.HashData(whole, hash);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }
}
