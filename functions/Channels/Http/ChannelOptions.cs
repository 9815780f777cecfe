namespace CampaignTasks.Channels.Http;

/// <summary>How the adapters talk to providers.</summary>
public sealed class ChannelOptions
{
    /// <summary>How long one attempt may take, from waiting for a connection to the last byte of the answer.</summary>
    /// <value>10 seconds by default; 50 milliseconds to 5 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Connections kept to one provider host. Attempts beyond it wait for a free one within their <see cref="Timeout"/>.</summary>
    /// <value>256 by default; 1 to 10,000.</value>
    public int MaxConnectionsPerServer { get; set; } = 256;

    /// <summary>How long a connection is used before it is replaced, so that a changed DNS entry is noticed.</summary>
    /// <value>5 minutes by default; 1 second to 1 day.</value>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the machine's proxy settings are followed.</summary>
    /// <value>False by default: stand-in servers on loopback must stay reachable on machines with a proxy.</value>
    public bool UseProxy { get; set; }
}
