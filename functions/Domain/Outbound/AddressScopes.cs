using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CampaignTasks.Domain.Outbound;

/// <summary>The classification of IP addresses by IANA's special-purpose registries.</summary>
/// <remarks>An IPv6 address that embeds an IPv4 address leads to where that one leads.</remarks>
public static class AddressScopes
{
    // Metadata and host services of clouds that lie outside the link-local range.
    private static readonly IPAddress[] HostServices =
    [
        IPAddress.Parse("168.63.129.16"),
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("192.0.0.192"),
        IPAddress.Parse("fd00:ec2::254"),
        IPAddress.Parse("fd20:ce::254"),
    ];

    private static readonly (IPNetwork Network, AddressScope Scope)[] Registered =
    [
        (IPNetwork.Parse("127.0.0.0/8"), AddressScope.Loopback),
        (IPNetwork.Parse("10.0.0.0/8"), AddressScope.Private),
        (IPNetwork.Parse("172.16.0.0/12"), AddressScope.Private),
        (IPNetwork.Parse("192.168.0.0/16"), AddressScope.Private),
        (IPNetwork.Parse("100.64.0.0/10"), AddressScope.Private),
        (IPNetwork.Parse("0.0.0.0/8"), AddressScope.Special),
        (IPNetwork.Parse("169.254.0.0/16"), AddressScope.Special),
        (IPNetwork.Parse("192.0.0.0/24"), AddressScope.Special),
        (IPNetwork.Parse("192.0.2.0/24"), AddressScope.Special),
        (IPNetwork.Parse("192.88.99.0/24"), AddressScope.Special),
        (IPNetwork.Parse("198.18.0.0/15"), AddressScope.Special),
        (IPNetwork.Parse("198.51.100.0/24"), AddressScope.Special),
        (IPNetwork.Parse("203.0.113.0/24"), AddressScope.Special),
        // Multicast, reserved, broadcast.
        (IPNetwork.Parse("224.0.0.0/3"), AddressScope.Special),
        (IPNetwork.Parse("::1/128"), AddressScope.Loopback),
        (IPNetwork.Parse("fc00::/7"), AddressScope.Private),
        // IETF protocols, Teredo and benchmarks among them; documentation.
        (IPNetwork.Parse("2001::/23"), AddressScope.Special),
        (IPNetwork.Parse("2001:db8::/32"), AddressScope.Special),
        (IPNetwork.Parse("3fff::/20"), AddressScope.Special),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // The prefixes behind which an IPv6 address holds an IPv4 address, besides that of mapped ones.
    private static readonly byte[][] Embedding =
    [
        // Translated (SIIT), compatible, NAT64 (RFC 6052), and 6to4.
        [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
        [0x20, 0x02],
    ];

    /// <summary>Tells where an address leads.</summary>
    public static AddressScope Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Plain(address);
        if (HostServices.Contains(address))
        {
            return AddressScope.Special;
        }

        foreach (var (network, scope) in Registered)
        {
            if (network.Contains(address))
            {
                return scope;
            }
        }

        return address.AddressFamily is AddressFamily.InterNetwork ? AddressScope.Public : OfIPv6(address);
    }

    private static AddressScope OfIPv6(IPAddress address)
    {
        if (EmbeddedIn(address) is { } embedded)
        {
            return Of(embedded);
        }

        return GlobalUnicast.Contains(address) ? AddressScope.Public : AddressScope.Special;
    }

    private static IPAddress? EmbeddedIn(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        foreach (var prefix in Embedding)
        {
            if (bytes.AsSpan().StartsWith(prefix))
            {
                return new IPAddress(bytes.AsSpan(prefix.Length, 4));
            }
        }

        // ISATAP (RFC 5214): the interface's part begins with 0:5efe or 200:5efe.
        var isIsatap = (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)) & 0xFDFF_FFFF) is 0x0000_5EFE;
        return isIsatap ? new IPAddress(bytes.AsSpan(12, 4)) : null;
    }

    // Without its zone, and a mapped address as the IPv4 address it is: IPNetwork compares mapped ones wrongly, in both directions.
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily is AddressFamily.InterNetworkV6 && address.ScopeId is not 0 ? new IPAddress(address.GetAddressBytes())
        : address;
}
