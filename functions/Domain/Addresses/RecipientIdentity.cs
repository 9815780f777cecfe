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

    private static readonly EqualityComparer<string> Subscribers = EqualityComparer<string>.Create(
        static (one, other) =>
            one == other || (one is not null && other is not null && SubscriberForms.Canonical(one) == SubscriberForms.Canonical(other)),
        static number => SubscriberForms.Canonical(number).GetHashCode(StringComparison.Ordinal)
    );

    /// <summary>
    /// Gets the comparer of normalized addresses: the case of e-mail addresses and Telegram names does not matter, nor does the form of a
    /// phone number (<see cref="SubscriberForms"/>).
    /// </summary>
    public static IEqualityComparer<string> Addresses(ChannelKind channel) =>
        channel switch
        {
            ChannelKind.Email or ChannelKind.Telegram => StringComparer.OrdinalIgnoreCase,
            ChannelKind.Sms or ChannelKind.Whatsapp => Subscribers,
            _ => StringComparer.Ordinal,
        };

    /// <summary>Returns true when both normalized addresses are the same one; false when either is missing.</summary>
    public static bool IsSameAddress(ChannelKind channel, string? one, string? other) =>
        one is not null && other is not null && Addresses(channel).Equals(one, other);

    /// <summary>Gets the one spelling of a normalized address by which it is indexed and hashed.</summary>
    public static string AddressKey(ChannelKind channel, string address) =>
        channel switch
        {
            ChannelKind.Email or ChannelKind.Telegram => address.ToLowerInvariant(),
            ChannelKind.Sms or ChannelKind.Whatsapp => SubscriberForms.Canonical(address),
            _ => address,
        };

    /// <summary>Gets the identity: a contact's id, or a hash of an address without a contact, which reveals no one.</summary>
    public static string KeyOf(string? contactId, ChannelKind channel, string address) =>
        contactId
        ?? Mark
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{AddressKey(channel, address)}")).AsSpan(0, 16));
}
