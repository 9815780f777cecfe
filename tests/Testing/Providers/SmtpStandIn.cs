using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// A mail server for submission (RFC 6409) on a free loopback port: TLS, authentication, envelopes. A request is a mail whose content was
/// taken in; refusals come at the recipient, the other failures after the content.
/// </summary>
public sealed partial class SmtpStandIn : IStandIn
{
    private readonly ConcurrentQueue<ProviderRequest> _requests = [];
    private readonly ConcurrentQueue<string> _commands = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TimeProvider _time;
    private readonly X509Certificate2 _certificate;
    private readonly bool _beginsEncrypted;
    private readonly Task _serving;
    private int _count;
    private int _connections;

    private SmtpStandIn(bool beginsEncrypted, TimeProvider time)
    {
        (_beginsEncrypted, _time) = (beginsEncrypted, time);
        Script = new Script(time);
        _certificate = SelfSigned();
        Thumbprint = _certificate.Thumbprint;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    /// <inheritdoc/>
    public Script Script { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<ProviderRequest> Requests => _requests;

    /// <inheritdoc/>
    public int RequestCount => Volatile.Read(ref _count);

    /// <summary>The commands of all connections, without the content of mails.</summary>
    public IReadOnlyCollection<string> Commands => _commands;

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The thumbprint of the server's certificate.</summary>
    public string Thumbprint { get; }

    /// <summary>The reply to each of the next connections instead of the greeting; null: the greeting.</summary>
    public string? Greeting { get; set; }

    /// <summary>Whether anybody may send without signing in, as at a mail catcher.</summary>
    public bool IsOpen { get; set; }

    /// <summary>After how many mails of a connection the server says that it closes it.</summary>
    public int MostPerConnection { get; set; } = int.MaxValue;

    /// <summary>Starts one.</summary>
    /// <param name="beginsEncrypted">Whether TLS begins with the connection.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static SmtpStandIn Start(bool beginsEncrypted = false, TimeProvider? time = null) =>
        new(beginsEncrypted, time ?? TimeProvider.System);

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() =>
        new()
        {
            ["host"] = "127.0.0.1",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["security"] = _beginsEncrypted ? "tls" : "startTls",
            ["username"] = "news",
            ["password"] = "not-a-real-password",
            ["senderAddress"] = "no-reply@mail.example.com",
            ["senderName"] = "Contoso",
        };

    public async ValueTask DisposeAsync()
    {
        if (!_ending.IsCancellationRequested)
        {
            await _ending.CancelAsync();
            _listener.Stop();
            await _serving;
            _certificate.Dispose();
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, default),
            new DateTimeOffset(2120, 1, 1, 0, 0, 0, default)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                Interlocked.Increment(ref _connections);
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            Stream stream = client.GetStream();
            if (_beginsEncrypted)
            {
                stream = await EncryptAsync(stream);
            }

            var session = new SmtpSession(stream);
            await session.WriteAsync(Greeting ?? "220 mail.example.com ESMTP ready", _ending.Token);
            while (await session.ReadLineAsync(_ending.Token) is { } line && await AnswerAsync(session, line)) { }
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client, or the test, has ended it.
        }
    }

    private async Task<SslStream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _ending.Token);
        return encrypted;
    }

    private async Task<bool> AnswerAsync(SmtpSession session, string line)
    {
        _commands.Enqueue(line);
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                await session.WriteAsync(Offers(session), _ending.Token);
                return true;
            case "STARTTLS":
                await session.WriteAsync("220 2.0.0 Ready", _ending.Token);
                session.Stream = await EncryptAsync(session.Stream);
                return true;
            case "AUTH":
                await SignInAsync(session, line);
                return true;
            case "MAIL":
                return await BeginAsync(session);
            case "RCPT":
                session.To = Path().Match(line).Groups["path"].Value;
                session.How = Script.For(session.To);
                await session.WriteAsync(Refusal(session.How) ?? "250 2.1.5 Ok", _ending.Token);
                return true;
            case "DATA":
                await session.WriteAsync("354 End data with <CR><LF>.<CR><LF>", _ending.Token);
                return await TakeAsync(session, await session.ReadContentAsync(_ending.Token));
            case "QUIT":
                await session.WriteAsync("221 2.0.0 Bye", _ending.Token);
                return false;
            default:
                await session.WriteAsync("250 2.0.0 Ok", _ending.Token);
                return true;
        }
    }

    private string Offers(SmtpSession session) =>
        "250-mail.example.com\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n"
        + (session.Stream is SslStream ? "250 AUTH PLAIN XOAUTH2" : "250 STARTTLS");

    private async Task SignInAsync(SmtpSession session, string line)
    {
        var parts = line.Split(' ');
        var given = Encoding.UTF8.GetString(Convert.FromBase64String(parts.Length > 2 ? parts[2] : await AskAsync(session)));
        session.IsSignedIn = given is "\0news\0not-a-real-password" or "user=news\u0001auth=Bearer not-a-real-token\u0001\u0001";
        if (!session.IsSignedIn && parts[1] is "XOAUTH2")
        {
            // The refusal is told first, and acknowledged with an empty line.
            await session.WriteAsync("334 eyJzdGF0dXMiOiI0MDEifQ==", _ending.Token);
            await session.ReadLineAsync(_ending.Token);
        }

        await session.WriteAsync(
            session.IsSignedIn ? "235 2.7.0 Authentication successful" : "535 5.7.8 Authentication credentials invalid",
            _ending.Token
        );
    }

    private async Task<string> AskAsync(SmtpSession session)
    {
        await session.WriteAsync("334 ", _ending.Token);
        return await session.ReadLineAsync(_ending.Token) ?? "";
    }

    private async Task<bool> BeginAsync(SmtpSession session)
    {
        if (session.Mails >= MostPerConnection)
        {
            await session.WriteAsync("421 4.7.0 Too many messages in this connection, closing", _ending.Token);
            return false;
        }

        await session.WriteAsync(session.IsSignedIn || IsOpen ? "250 2.1.0 Ok" : "530 5.7.0 Authentication required", _ending.Token);
        return true;
    }

    private async Task<bool> TakeAsync(SmtpSession session, byte[] content)
    {
        session.Mails++;
        var key = Guid.TryParse(Id().Match(Encoding.UTF8.GetString(content)).Groups["id"].Value, out var id) ? id : (Guid?)null;
        var number = Interlocked.Increment(ref _count);
        _requests.Enqueue(new(number, session.To, key, _time.GetUtcNow(), session.IsSignedIn, content));
        switch (session.How)
        {
            case Misbehaviour.Drop:
                return false;
            case Misbehaviour.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, _ending.Token);
                return false;
            case Misbehaviour.TakeThenFail:
                await session.WriteAsync("451 4.3.0 Local error in processing", _ending.Token);
                return true;
            default:
                await session.WriteAsync($"250 2.0.0 Ok: queued as 4Q{number:D6}", _ending.Token);
                return true;
        }
    }

    private static string? Refusal(Misbehaviour? how) =>
        how switch
        {
            Misbehaviour.Refuse refuse => $"{refuse.Status} {refuse.Code} {refuse.Message}",
            // As Amazon SES says it; SMTP has no place for a time.
            Misbehaviour.Throttle => "454 Throttling failure: Maximum sending rate exceeded.",
            _ => null,
        };

    [GeneratedRegex("<(?<path>[^>]*)>")]
    private static partial Regex Path();

    [GeneratedRegex("^Message-I[dD]: <(?<id>[^@]+)@", RegexOptions.Multiline)]
    private static partial Regex Id();
}
