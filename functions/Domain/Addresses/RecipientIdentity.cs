using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// The identity of recipients: the contact where there is one, else the canonical address on the channel. Everything that asks whether two
/// addresses or recipients are the same asks here.
/// </summary>
public static class RecipientIdentity
{
    // A character that no contact's id has.
    private const char Mark = '!';

    /// <summary>Gets the comparer of normalized addresses: the case of e-mail addresses and Telegram names does not matter.</summary>
    public static StringComparer Addresses(ChannelKind channel) =>
        IgnoresCase(channel) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Returns true when both normalized addresses are the same one; false when either is missing.</summary>
    public static bool IsSameAddress(ChannelKind channel, string? one, string? other) =>
        one is not null && other is not null && Addresses(channel).Equals(one, other);

    /// <summary>Gets the one spelling of a normalized address by which it is indexed and hashed.</summary>
    public static string AddressKey(ChannelKind channel, string address) => IgnoresCase(channel) ? address.ToLowerInvariant() : address;

    /// <summary>Gets the identity: a contact's id, or a hash of an address without a contact, which reveals no one.</summary>
    public static string KeyOf(string? contactId, ChannelKind channel, string address) =>
        contactId
        ?? Mark
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{AddressKey(channel, address)}")).AsSpan(0, 16));

    private static bool IgnoresCase(ChannelKind channel) => channel is ChannelKind.Email or ChannelKind.Telegram;
}
