using System.Net;
using System.Net.Sockets;
using CampaignTasks.Domain.Outbound;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Outbound;

public sealed class AddressScopesTests
{
    [Theory]
    [InlineData("127.0.0.1", AddressScope.Loopback)]
    [InlineData("127.255.255.254", AddressScope.Loopback)]
    [InlineData("::1", AddressScope.Loopback)]
    [InlineData("::ffff:127.0.0.1", AddressScope.Loopback)]
    [InlineData("::127.0.0.1", AddressScope.Loopback)]
    [InlineData("::ffff:0:127.0.0.1", AddressScope.Loopback)]
    [InlineData("64:ff9b::127.0.0.1", AddressScope.Loopback)]
    [InlineData("2002:7f00:1::", AddressScope.Loopback)]
    [InlineData("2a00:1450::5efe:127.0.0.1", AddressScope.Loopback)]
    [InlineData("10.0.0.1", AddressScope.Private)]
    [InlineData("172.16.0.1", AddressScope.Private)]
    [InlineData("172.31.255.255", AddressScope.Private)]
    [InlineData("192.168.1.1", AddressScope.Private)]
    [InlineData("100.64.0.1", AddressScope.Private)]
    [InlineData("fc00::1", AddressScope.Private)]
    [InlineData("fdff::1", AddressScope.Private)]
    [InlineData("::ffff:10.0.0.1", AddressScope.Private)]
    [InlineData("2002:a00:1::", AddressScope.Private)]
    [InlineData("64:ff9b::192.168.0.1", AddressScope.Private)]
    [InlineData("0.0.0.0", AddressScope.Special)]
    [InlineData("::", AddressScope.Special)]
    [InlineData("169.254.169.254", AddressScope.Special)]
    [InlineData("::ffff:169.254.169.254", AddressScope.Special)]
    [InlineData("64:ff9b::169.254.169.254", AddressScope.Special)]
    [InlineData("2002:a9fe:a9fe::", AddressScope.Special)]
    [InlineData("168.63.129.16", AddressScope.Special)]
    [InlineData("100.100.100.200", AddressScope.Special)]
    [InlineData("fd00:ec2::254", AddressScope.Special)]
    [InlineData("fd00:ec2::254%1", AddressScope.Special)]
    [InlineData("192.0.0.192", AddressScope.Special)]
    [InlineData("192.0.2.1", AddressScope.Special)]
    [InlineData("198.18.0.1", AddressScope.Special)]
    [InlineData("224.0.0.1", AddressScope.Special)]
    [InlineData("240.0.0.1", AddressScope.Special)]
    [InlineData("255.255.255.255", AddressScope.Special)]
    [InlineData("fe80::1", AddressScope.Special)]
    [InlineData("fe80::1%2", AddressScope.Special)]
    [InlineData("fec0::1", AddressScope.Special)]
    [InlineData("ff02::1", AddressScope.Special)]
    [InlineData("2001::1", AddressScope.Special)]
    [InlineData("2001:db8::1", AddressScope.Special)]
    [InlineData("64:ff9b:1::8.8.8.8", AddressScope.Special)]
    [InlineData("8.8.8.8", AddressScope.Public)]
    [InlineData("172.32.0.1", AddressScope.Public)]
    [InlineData("100.128.0.1", AddressScope.Public)]
    [InlineData("2606:4700::1111", AddressScope.Public)]
    [InlineData("::ffff:8.8.8.8", AddressScope.Public)]
    [InlineData("::ffff:1.0.0.0", AddressScope.Public)]
    [InlineData("::ffff:32.0.0.0", AddressScope.Public)]
    [InlineData("64:ff9b::8.8.8.8", AddressScope.Public)]
    public void Address_LeadsWhereTheRegistriesSay(string address, AddressScope scope) =>
        Assert.Equal(scope, AddressScopes.Of(IPAddress.Parse(address)));

    [Property(MaxTest = 1_000)]
    public void Embedded_LeadsWhereItsIPv4AddressLeads(byte a, byte b, byte c, byte d)
    {
        var inner = new IPAddress([a, b, c, d]);
        var scope = AddressScopes.Of(inner);

        // All zero but the last byte are the unspecified address and loopback of IPv6, not embedded ones.
        var isOwn = a is 0 && b is 0 && c is 0;
        Assert.Equal(scope, AddressScopes.Of(inner.MapToIPv6()));
        Assert.Equal(scope, AddressScopes.Of(new IPAddress([0x20, 0x02, a, b, c, d, .. new byte[10]])));
        Assert.Equal(scope, AddressScopes.Of(new IPAddress([0, 0x64, 0xff, 0x9b, .. new byte[8], a, b, c, d])));
        Assert.True(isOwn || scope == AddressScopes.Of(new IPAddress([.. new byte[12], a, b, c, d])));
    }

    [Property]
    public void IPv6_OutsideGlobalUnicast_IsNeverPublicByItself(byte[] bytes)
    {
        var sixteen = (bytes ?? []).Concat(new byte[16]).Take(16).ToArray();
        var address = new IPAddress(sixteen);

        var isPublic = AddressScopes.Of(address) is AddressScope.Public;

        Assert.True(!isPublic || (sixteen[0] & 0xE0) is 0x20 || sixteen[0] is 0, address.ToString());
        Assert.Equal(AddressFamily.InterNetworkV6, address.AddressFamily);
    }
}
