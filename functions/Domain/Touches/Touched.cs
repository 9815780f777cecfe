using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Touches;

/// <summary>The identity of the person a touch counts for.</summary>
public static class Touched
{
    // A character that no contact's id has.
    private const char Mark = '!';

    /// <summary>Gets the identity: a contact's id, or a hash of an address without a contact, which reveals no one.</summary>
    public static string By(string? contactId, ChannelKind channel, string address) =>
        contactId
        ?? Mark
            + Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{ChannelAddress.Key(channel, address)}")).AsSpan(0, 16)
            );
}
