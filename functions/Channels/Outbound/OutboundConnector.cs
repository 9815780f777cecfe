using System.Net;
using System.Net.Sockets;

namespace CampaignTasks.Channels.Outbound;

/// <summary>
/// The connections of outbound requests. A name is resolved once for each connection, its addresses are checked, and the connection is
/// made to an address that was checked: a name that answers differently the second time leads nowhere else.
/// </summary>
internal sealed class OutboundConnector(OutboundPolicy policy, IOutboundNetwork network)
{
    /// <summary>Creates a handler for requests that tenants cause: checked connections, no redirects, no cookies, no trace ids.</summary>
    /// <param name="usesProxy">
    /// Whether the machine's proxy settings are followed. The connection to a proxy is the operator's matter and is not checked.
    /// </param>
    public SocketsHttpHandler CreateHandler(bool usesProxy) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = usesProxy,
            // Strangers must not get our trace ids, and a span for every message would be useless.
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, cancellationToken) =>
                usesProxy && IsToProxy(context)
                    ? await ConnectAsync(context.DnsEndPoint, static _ => true, cancellationToken)
                    : await ConnectAsync(context.DnsEndPoint, cancellationToken),
        };

    /// <summary>Connects to a host by one of its permitted addresses, the first that answers.</summary>
    /// <exception cref="OutboundRefusedException">None of its addresses is permitted.</exception>
    /// <exception cref="SocketException">There is no such name, or nothing listens.</exception>
    public Task<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var host = OutboundHost.Of(endPoint.Host);
        return ConnectAsync(endPoint, address => policy.Permits(host, address), cancellationToken);
    }

    private static bool IsToProxy(SocketsHttpConnectionContext context) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect
        || context.InitialRequestMessage.RequestUri is not { } address
        || OutboundHost.Of(address) != OutboundHost.Of(context.DnsEndPoint.Host);

    private async Task<Stream> ConnectAsync(DnsEndPoint endPoint, Func<IPAddress, bool> permits, CancellationToken cancellationToken)
    {
        var host = OutboundHost.Of(endPoint.Host);
        var addresses = host.Address is { } literal ? [literal] : await network.ResolveAsync(endPoint.Host, cancellationToken);
        var permitted = addresses.Where(permits).ToList();
        if (permitted.Count is 0)
        {
            throw addresses.Length is 0 ? new SocketException((int)SocketError.HostNotFound) : new OutboundRefusedException();
        }

        for (var i = 0; ; i++)
        {
            try
            {
                return await network.ConnectAsync(new IPEndPoint(permitted[i], endPoint.Port), cancellationToken);
            }
            catch (SocketException) when (i < permitted.Count - 1)
            {
                // The next address may answer.
            }
        }
    }
}
