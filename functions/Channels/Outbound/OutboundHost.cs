using System.Net;
using CampaignTasks.Domain.Outbound;

namespace CampaignTasks.Channels.Outbound;

/// <summary>The host of an address in one form: lower case, ASCII, without brackets, trailing dots and zone.</summary>
/// <param name="Name">The name, or the address as text.</param>
/// <param name="Address">The IP address where the host is one, in any of its spellings: decimal, octal, hexadecimal, shortened.</param>
internal sealed record OutboundHost(string Name, IPAddress? Address)
{
    /// <summary>True for the names that mean this machine, and its addresses.</summary>
    public bool IsLoopback =>
        Address is not null
            ? AddressScopes.Of(Address) is AddressScope.Loopback
            : Name is "localhost" || Name.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Gets the host of an absolute address.</summary>
    public static OutboundHost Of(Uri address) => Of(address.IdnHost);

    /// <summary>Reads a host as it stands in an address; null when it cannot be one.</summary>
    public static OutboundHost? TryParse(string text)
    {
        var isIPv6 = text.Contains(':', StringComparison.Ordinal) && !text.StartsWith('[');
        return
            Uri.TryCreate($"https://{(isIPv6 ? $"[{text}]" : text)}/", UriKind.Absolute, out var address)
            && address is { PathAndQuery: "/", UserInfo: "", Fragment: "", IsDefaultPort: true }
            && address.Host.Length > 0
            && !text.Contains(' ', StringComparison.Ordinal)
            && !text.Contains('*', StringComparison.Ordinal)
            ? Of(address)
            : null;
    }

    /// <summary>Brings a host to its one form.</summary>
    public static OutboundHost Of(string host)
    {
        var name = host.Trim('[', ']');
        var zone = name.IndexOf('%', StringComparison.Ordinal);
        name = (zone < 0 ? name : name[..zone]).TrimEnd('.').ToLowerInvariant();
        return IPAddress.TryParse(name, out var address) ? new(address.ToString(), address) : new(name, null);
    }
}
