using System.Net;
using System.Net.Sockets;
using CampaignTasks.Channels.Outbound;

namespace CampaignTasks.Channels.Tests.Outbound;

/// <summary>A network whose names resolve as a test says, once after the other, and whose connections all end at one server.</summary>
internal sealed class ScriptedNetwork(Uri server, params string[][] answers) : IOutboundNetwork
{
    private readonly SystemNetwork _system = new();
    private int _asked;

    /// <summary>The addresses that were connected to.</summary>
    public List<IPEndPoint> Connected { get; } = [];

    /// <summary>How often a name was resolved.</summary>
    public int Asked => _asked;

    /// <summary>The addresses at which nothing listens.</summary>
    public HashSet<string> Silent { get; } = [];

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var answer = answers[Math.Min(_asked++, answers.Length - 1)];
        return Task.FromResult(answer.Select(IPAddress.Parse).ToArray());
    }

    public Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Connected.Add(endPoint);
        return Silent.Contains(endPoint.Address.ToString())
            ? throw new SocketException((int)SocketError.ConnectionRefused)
            : _system.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), cancellationToken);
    }
}
