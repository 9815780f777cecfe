namespace CampaignTasks.Channels.Outbound;

/// <summary>The options of requests to hosts that tenants name.</summary>
public sealed class OutboundOptions
{
    /// <summary>
    /// Hosts that requests may go to besides the providers' own, separated by commas: names, names with a leading <c>*.</c> for every name
    /// below them, and IP addresses. They may lie in a private network and on this machine.
    /// </summary>
    /// <value>None by default.</value>
    public string? AllowedHosts { get; set; }

    /// <summary>
    /// True to let requests go to every public host and to this machine, where the stand-ins of providers run.
    /// </summary>
    /// <value>False by default; the app sets it in Development.</value>
    public bool IsDevelopment { get; set; }
}
