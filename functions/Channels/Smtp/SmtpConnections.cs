using System.Net;
using System.Net.Security;
using CampaignTasks.Channels.Outbound;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The connections to mail servers. Each account has a few, which are kept for a short time after a message.</summary>
internal sealed class SmtpConnections : IDisposable
{
    /// <summary>The most connections of an account: mail servers refuse more than a handful of one sender.</summary>
    public const int Most = 4;

    /// <summary>The time after which an unused connection is closed; servers close theirs after minutes.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);

    private readonly OutboundConnector _connector;
    private readonly TimeProvider _time;
    private readonly RemoteCertificateValidationCallback? _trust;
    private readonly Dictionary<SmtpAccount, Pool> _pools = [];
    private readonly Lock _lock = new();
    private readonly ITimer _timer;

    /// <param name="connector">Makes the connections, to permitted addresses only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="trust">Judges certificates; null: the machine does.</param>
    public SmtpConnections(OutboundConnector connector, TimeProvider time, RemoteCertificateValidationCallback? trust = null)
    {
        (_connector, _time, _trust) = (connector, time, trust);
        _timer = time.CreateTimer(_ => Close(LongestIdle), null, Sweep, Sweep);
    }

    /// <summary>Gets a connection that is signed in.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isNew">Whether it must be a new one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SmtpBusyException">All connections of the account were in use until the token was canceled.</exception>
    public async Task<SmtpConnection> RentAsync(SmtpAccount account, bool isNew, CancellationToken cancellationToken)
    {
        var pool = Enter(account);
        try
        {
            await WaitAsync(pool, cancellationToken);
            try
            {
                return !isNew && Take(pool) is { } kept
                    ? new(kept, IsReused: true)
                    : new(await OpenAsync(account, cancellationToken), IsReused: false);
            }
            catch
            {
                pool.Free.Release();
                throw;
            }
        }
        catch
        {
            Leave(pool);
            throw;
        }
    }

    /// <summary>Gives a connection back; it is kept while it is connected.</summary>
    public void Return(SmtpAccount account, SmtpConnection connection)
    {
        lock (_lock)
        {
            var pool = _pools[account];
            if (connection.Client.IsConnected)
            {
                pool.Idle.Push((connection.Client, _time.GetTimestamp()));
            }
            else
            {
                connection.Client.Dispose();
            }

            pool.Users--;
            pool.Free.Release();
        }
    }

    /// <summary>Opens a connection that is not kept.</summary>
    public async Task<SmtpClient> OpenAsync(SmtpAccount account, CancellationToken cancellationToken)
    {
        var client = new EnvelopeClient
        {
            // A look-up of revoked certificates would be a request past the policy of outbound requests; .NET's HTTP client makes none.
            CheckCertificateRevocation = false,
            LocalDomain = account.Domain,
        };
        if (_trust is not null)
        {
            client.ServerCertificateValidationCallback = _trust;
        }

        try
        {
            var stream = await _connector.ConnectAsync(new DnsEndPoint(account.Host, account.Port), cancellationToken);
            await client.ConnectAsync(stream, account.Host, account.Port, OptionsOf(account.Security), cancellationToken);
            if (account.Username is { } user)
            {
                await (
                    account.AccessToken is { } token
                        ? client.AuthenticateAsync(Token(client, user, token), cancellationToken)
                        : client.AuthenticateAsync(user, account.Password ?? "", cancellationToken)
                );
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Close(TimeSpan.MinValue);
    }

    private static SecureSocketOptions OptionsOf(SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };

    private static SaslMechanism Token(SmtpClient client, string user, string token) =>
        client.AuthenticationMechanisms.Contains("OAUTHBEARER")
            ? new SaslMechanismOAuthBearer(user, token)
            : new SaslMechanismOAuth2(user, token);

    private static async Task WaitAsync(Pool pool, CancellationToken cancellationToken)
    {
        try
        {
            await pool.Free.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new SmtpBusyException();
        }
    }

    private Pool Enter(SmtpAccount account)
    {
        lock (_lock)
        {
            if (!_pools.TryGetValue(account, out var pool))
            {
                _pools[account] = pool = new Pool();
            }

            pool.Users++;
            return pool;
        }
    }

    private void Leave(Pool pool)
    {
        lock (_lock)
        {
            pool.Users--;
        }
    }

    private SmtpClient? Take(Pool pool)
    {
        lock (_lock)
        {
            return pool.Idle.TryPop(out var kept) ? kept.Client : null;
        }
    }

    private void Close(TimeSpan idle)
    {
        var closing = new List<SmtpClient>();
        lock (_lock)
        {
            foreach (var (account, pool) in _pools.ToList())
            {
                var kept = pool.Idle.Reverse().ToList();
                pool.Idle.Clear();
                foreach (var entry in kept)
                {
                    if (_time.GetElapsedTime(entry.Since) > idle)
                    {
                        closing.Add(entry.Client);
                    }
                    else
                    {
                        pool.Idle.Push(entry);
                    }
                }

                if (pool is { Users: 0, Idle.Count: 0 })
                {
                    _pools.Remove(account);
                    pool.Free.Dispose();
                }
            }
        }

        closing.ForEach(static client => client.Dispose());
    }

    // Its fields are guarded by the lock of the connections; Free is thread-safe.
    private sealed class Pool
    {
        public SemaphoreSlim Free { get; } = new(Most);

        public Stack<(SmtpClient Client, long Since)> Idle { get; } = [];

        public int Users { get; set; }
    }
}
