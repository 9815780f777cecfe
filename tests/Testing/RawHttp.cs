using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CampaignTasks.Testing;

/// <summary>Sends bytes as they are, which no well-behaved client would: one connection for each request.</summary>
public sealed class RawHttp(int port)
{
    /// <summary>Longer than any answer takes; shorter than the server's own timeout with a request that never ends.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(20);

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <param name="head">The request line and headers, each ended by CR LF, without the empty line.</param>
    /// <param name="body">What follows, however long the head says it is.</param>
    public async Task<RawAnswer> SendAsync(string head, ReadOnlyMemory<byte> body)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        var stream = client.GetStream();
        var answer = new MemoryStream();
        var sent = SendAsync(stream, head, body, timeout.Token);
        try
        {
            await ReadAsync(stream, answer, timeout.Token);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server answered and hung up on a body that it did not want.
        }

        client.Close();
        await sent;
        return RawAnswer.Read(answer.ToArray());
    }

    /// <summary>
    /// Reads to the end of the answer, not of the connection: the server holds that open a while for a body that was announced.
    /// </summary>
    private static async Task ReadAsync(NetworkStream stream, MemoryStream answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            answer.Write(buffer, 0, read);
            if (RawAnswer.IsWhole(answer.GetBuffer().AsSpan(0, (int)answer.Length)))
            {
                return;
            }
        }
    }

    private static async Task SendAsync(NetworkStream stream, string head, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "\r\n"), cancellationToken);
            await stream.WriteAsync(body, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The server has heard enough, or its answer is here: it says what it made of the request.
        }
    }
}

/// <summary>What came back.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string ContentType => Headers.GetValueOrDefault("Content-Type", "");

    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether all that an answer announced of itself is there.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 || bytes.EndsWith("\r\n0\r\n\r\n"u8))
        {
            return end >= 0;
        }

        const string Announced = "\r\nContent-Length: ";
        var head = Encoding.Latin1.GetString(bytes[..end]);
        return head.IndexOf(Announced, StringComparison.Ordinal) is >= 0 and var at
            && bytes.Length - end - 4 >= int.Parse(head[(at + Announced.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Reads an answer's bytes; status 0 when nothing came.</summary>
    public static RawAnswer Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return new RawAnswer(0, new Dictionary<string, string>(), Encoding.Latin1.GetString(bytes));
        }

        var lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1).Select(line => line.Split(": ", 2)))
        {
            headers[line[0]] = line[1];
        }

        var body = bytes[(end + 4)..];
        var whole = headers.GetValueOrDefault("Transfer-Encoding") is "chunked" ? Unchunk(body) : body.ToArray();
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(whole));
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> body)
    {
        var whole = new MemoryStream();
        while (body.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var length = int.Parse(Encoding.ASCII.GetString(body[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            whole.Write(body.Slice(end + 2, length));
            body = body[(end + 2 + length + 2)..];
        }

        return whole.ToArray();
    }
}
