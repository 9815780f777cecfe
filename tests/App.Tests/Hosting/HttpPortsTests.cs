using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CampaignTasks.App.Hosting;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Hosting;

public sealed class HttpPortsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public void EnsureFree_OnAPortThatIsInUse_NamesPortAndSetting(string host)
    {
        using var other = new TcpListener(host is "*" ? IPAddress.Any : IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = Assert.Throws<StartFailureException>(() =>
            HttpPorts.EnsureFree([string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}")])
        );

        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureFree_OnAFreePort_LeavesItFree()
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}");

        HttpPorts.EnsureFree([url]);

        HttpPorts.EnsureFree([url]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://unix:/tmp/some.sock")]
    public void EnsureFree_WhereNoPortIsTaken_Agrees(string url) => HttpPorts.EnsureFree([url]);

    [Fact]
    public void EnsureFree_OnWhatIsNoAddress_NamesTheSetting() =>
        Assert.Contains(
            "ASPNETCORE_URLS",
            Assert.Throws<StartFailureException>(() => HttpPorts.EnsureFree(["7071"])).Message,
            StringComparison.Ordinal
        );
}
