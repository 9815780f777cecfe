using System.Net;
using CampaignTasks.Domain.Outbound;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Outbound;

/// <summary>
/// The rules of where requests to addresses that tenants name may go. The host is checked when the address is stored and before each
/// request; the IP address is checked when a connection is made (<see cref="OutboundConnector"/>), because a name can lead anywhere, and
/// to another place each time.
/// </summary>
/// <remarks>
/// Outside Development a provider's requests go to the provider's own hosts, or to hosts that the operator listed. No request goes to
/// this machine or into a private network unless the operator listed the host, and none ever to link-local, metadata, multicast or
/// reserved addresses. In Development requests go to every public host and to this machine.
/// </remarks>
internal sealed class OutboundPolicy
{
    private readonly HostPattern[] _listed;
    private readonly bool _isDevelopment;

    public OutboundPolicy(IOptions<OutboundOptions> options)
    {
        _isDevelopment = options.Value.IsDevelopment;
        _listed = [.. HostPattern.Split(options.Value.AllowedHosts).Select(HostPattern.Parse)];
    }

    /// <summary>Returns null for a host that requests may go to, otherwise what is wrong and what to do.</summary>
    public string? Refuse(Uri address, AllowedHosts allowed)
    {
        var host = OutboundHost.Of(address);
        if (!_isDevelopment && !IsListed(host) && !allowed.Contain(host))
        {
            return $"The host is not allowed. {allowed.Advice} "
                + "The operator adds other hosts with CampaignTasks__Outbound__AllowedHosts.";
        }

        var leadsIn = host.Address is { } ip ? !Permits(host, ip) : host.IsLoopback && !PermitsLoopback(host);
        return leadsIn ? $"The host leads into a private or reserved network. {allowed.Advice}" : null;
    }

    /// <summary>
    /// True for a host that may be spoken to without encryption and on any port: this machine, and hosts that the operator listed.
    /// </summary>
    public bool IsTrusted(OutboundHost host) => host.IsLoopback || IsListed(host);

    /// <summary>True for a host whose answers may be shown: the provider's own, and in Development a stand-in on this machine.</summary>
    public bool IsOwn(Uri address, AllowedHosts allowed)
    {
        var host = OutboundHost.Of(address);
        return allowed.Contain(host) || (_isDevelopment && host.IsLoopback);
    }

    /// <summary>Judges whether a connection to an address of a host may be made.</summary>
    public bool Permits(OutboundHost host, IPAddress address) =>
        AddressScopes.Of(address) switch
        {
            AddressScope.Public => true,
            AddressScope.Loopback => PermitsLoopback(host),
            AddressScope.Private => IsListed(host),
            _ => false,
        };

    private bool PermitsLoopback(OutboundHost host) => _isDevelopment || IsListed(host);

    private bool IsListed(OutboundHost host) => Array.Exists(_listed, pattern => pattern.Matches(host));
}
