namespace CampaignTasks.Domain.Outbound;

/// <summary>The networks an IP address can lead to.</summary>
public enum AddressScope
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>A network of the operator: RFC 1918, unique local (RFC 4193), and carrier-grade NAT (RFC 6598).</summary>
    Private,

    /// <summary>Nothing that serves requests of ours: link-local, metadata, multicast, unspecified and reserved addresses.</summary>
    Special,
}
