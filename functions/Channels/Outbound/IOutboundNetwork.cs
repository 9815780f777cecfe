using System.Net;

namespace CampaignTasks.Channels.Outbound;

/// <summary>The network below outbound connections.</summary>
internal interface IOutboundNetwork
{
    /// <summary>Resolves a name.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or no answer.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>Connects to exactly this address.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Nothing listens there.</exception>
    Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
