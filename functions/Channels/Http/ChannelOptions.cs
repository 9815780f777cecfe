namespace CampaignTasks.Channels.Http;

/// <summary>The options of the HTTP connections to providers.</summary>
public sealed class ChannelOptions
{
    /// <summary>The time-out of one attempt, from waiting for a connection to the last byte of the response.</summary>
    /// <value>10 seconds by default; 50 milliseconds to 5 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The most connections to one provider host. Attempts beyond it wait for a free one within their <see cref="Timeout"/>.
    /// </summary>
    /// <value>256 by default; 1 to 10,000.</value>
    public int MaxConnectionsPerServer { get; set; } = 256;

    /// <summary>The time after which a connection is replaced, so that a changed DNS entry is noticed.</summary>
    /// <value>5 minutes by default; 1 second to 1 day.</value>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>True to use the machine's proxy settings.</summary>
    /// <value>False by default: test servers on loopback must stay reachable on machines with a proxy.</value>
    public bool UseProxy { get; set; }
}
