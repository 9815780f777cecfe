using System.Net;
using System.Net.Sockets;
using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;

namespace CampaignTasks.Channels.Tests.Http;

public sealed class OneShotContentTests
{
    [Fact]
    public async Task Send_WhenAKeptConnectionEndsCleanlyInsteadOfAnAnswer_LeavesOnceAndIsInDoubt()
    {
        using var timeout = new CancellationTokenSource(Given.WaitLimit);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = ServeAsync(listener, timeout.Token);
        var address = new Uri($"http://{listener.LocalEndpoint}/");
        using var http = Given.Http();

        Assert.IsType<Exchange.Answered>(await PostAsync(http, address));
        var second = await PostAsync(http, address);
        listener.Stop();

        Assert.IsType<Exchange.InDoubt>(second);
        Assert.Equal(2, await server);
    }

    private static async Task<Exchange> PostAsync(ProviderHttp http, Uri address)
    {
        var body = new PooledBytes();
        "hello"u8.CopyTo(body.GetSpan(5));
        body.Advance(5);
        using var content = new OneShotContent(body, "text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        var exchange = await http.SendAsync(request, content, AllowedHosts.AnyPublic, CancellationToken.None);
        exchange.Dispose();
        return exchange;
    }

    // Answers the first whole request; ends the connection in good order after every later one. Returns how many whole requests came.
    private static async Task<int> ServeAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var whole = 0;
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                var stream = client.GetStream();
                while (await ReadsWholeRequestAsync(stream, cancellationToken))
                {
                    if (++whole > 1)
                    {
                        client.Client.Shutdown(SocketShutdown.Send);
                        break;
                    }

                    await stream.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancellationToken);
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return whole;
        }
    }

    private static async Task<bool> ReadsWholeRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith("hello", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read is 0)
            {
                return false;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return true;
    }
}
