using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Touches;

/// <summary>Whom a touch is counted for.</summary>
public static class Touched
{
    // No contact's id has it.
    private const char Mark = '!';

    /// <summary>A contact by its id; an address that leads to none by a hash, which names nobody.</summary>
    public static string By(string? contactId, ChannelKind channel, string address) =>
        contactId
        ?? Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{Same(channel, address)}")).AsSpan(0, 16));

    private static string Same(ChannelKind channel, string address) =>
        ChannelAddress.Comparer(channel) == StringComparer.Ordinal ? address : address.ToLowerInvariant();
}
