using System.Net;
using System.Net.Sockets;
using System.Text;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Webhooks;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Channels.Tests.Webhooks;

public sealed class WebhookSenderTests : IDisposable
{
    private static readonly OutboundOptions Development = new() { IsDevelopment = true };

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public WebhookSenderTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, null)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, null)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", 302, "redirects")]
    [InlineData("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", 410, "answered 410")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\n<b>no", 500, "answered 500")]
    [InlineData("no HTTP at all", null, "broke")]
    public async Task Answer_OfTheReceiver_IsAcceptedOnlyWith2xx_AndRedirectsAreNotFollowed(string answer, int? status, string? error)
    {
        var received = AnswerAsync(answer);

        var result = await SendAsync(Sender(Development));

        Assert.Equal((status, error is null), (result.Status, result.IsAccepted));
        Assert.Contains(error ?? "", result.Error ?? "", StringComparison.Ordinal);
        var request = await received;
        Assert.StartsWith("POST /hooks?a=b HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("webhook-id: e1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{}", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiver_ThatAsksForAPause_IsUnderstood()
    {
        _ = AnswerAsync("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(TimeSpan.FromMinutes(2), (await SendAsync(Sender(Development))).RetryAfter);
    }

    [Fact]
    public async Task Receiver_ThatHangs_IsLeftAfterTheTimeOut()
    {
        var sender = Sender(Development, TimeSpan.FromMilliseconds(200));

        var result = await SendAsync(sender);

        Assert.False(result.IsAccepted);
        Assert.Null(result.Status);
    }

    [Fact]
    public async Task Receiver_OnThisMachine_GetsNothingOutsideDevelopment()
    {
        var result = await SendAsync(Sender(new OutboundOptions()));

        Assert.Contains("private or reserved network", result.Error, StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("https://shop.example/hooks?tenant=1", true)]
    [InlineData("https://shop.example:8443/", true)]
    [InlineData("http://shop.example/", false)]
    [InlineData("https://user:pw@shop.example/", false)]
    [InlineData("https://shop.example/#part", false)]
    [InlineData("https://10.1.2.3/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://[fe80::1]/", false)]
    [InlineData("shop.example", false)]
    [InlineData("ftp://shop.example/", false)]
    public void Address_IsCheckedBeforeItIsStored(string url, bool isGood) =>
        Assert.Equal(isGood, Sender(new OutboundOptions()).CheckAddress(url) is null);

    [Fact]
    public void Address_InAPrivateNetwork_IsGood_WhereTheOperatorAllowsIt() =>
        Assert.Null(Sender(new OutboundOptions { AllowedHosts = "10.1.2.3" }).CheckAddress("https://10.1.2.3/hooks"));

    private static WebhookSender Sender(OutboundOptions options, TimeSpan? timeout = null) =>
        new(Given.Http(options, timeout: timeout), Given.Policy(options), TimeProvider.System);

    private Task<WebhookAnswer> SendAsync(WebhookSender sender) =>
        sender.SendAsync(
            $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hooks?a=b",
            new Dictionary<string, string> { ["webhook-id"] = "e1" },
            "{}"u8.ToArray(),
            CancellationToken.None
        );

    /// <summary>Reads one request and answers it.</summary>
    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith("\r\n\r\n{}", StringComparison.Ordinal))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return request.ToString();
    }
}
