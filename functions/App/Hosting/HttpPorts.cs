using System.Net;
using System.Net.Sockets;
using CampaignTasks.Application.Configuration;

namespace CampaignTasks.App.Hosting;

/// <summary>The check that the web server can listen, before anything else is started.</summary>
internal static class HttpPorts
{
    /// <exception cref="StartFailureException">Something listens on one of the addresses already, or one is not an address.</exception>
    public static void EnsureFree(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            EnsureFree(Read(url));
        }
    }

    /// <summary>Creates the error for a busy address.</summary>
    public static StartFailureException Busy(string host, int port, Exception? inner = null) =>
        new(
            $"Port {port} on {host} is in use: end what listens there, or set ASPNETCORE_URLS to another address, such as http://127.0.0.1:{port + 1}.",
            inner
        );

    private static BindingAddress Read(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new StartFailureException($"ASPNETCORE_URLS is not an address: {e.Message}", e);
        }
    }

    private static void EnsureFree(BindingAddress address)
    {
        // Port 0 takes a free one; sockets in the file system have no port.
        if (address.Port is 0 || address.IsUnixPipe || address.IsNamedPipe)
        {
            return;
        }

        var at =
            IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
            : address.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.Any;
        using var probe = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(at, address.Port));
            probe.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw Busy(address.Host, address.Port, e);
        }
        catch (SocketException e)
        {
            throw new StartFailureException($"Cannot listen on {address}: {e.Message}. Set ASPNETCORE_URLS to another address.", e);
        }
    }
}
