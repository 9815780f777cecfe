namespace CampaignTasks.Channels.Outbound;

/// <summary>The hosts that requests of one kind may go to.</summary>
internal sealed class AllowedHosts
{
    private readonly HostPattern[]? _patterns;

    private AllowedHosts(HostPattern[]? patterns, string advice) => (_patterns, Advice) = (patterns, advice);

    /// <summary>Every public host: for addresses that are a tenant's own, such as webhooks.</summary>
    public static AllowedHosts AnyPublic { get; } = new(patterns: null, "Give a host on the internet.");

    /// <summary>A sentence that says what to give instead of a host that is not allowed.</summary>
    public string Advice { get; }

    /// <summary>The hosts of a provider.</summary>
    /// <param name="advice">What to give instead of another host: one sentence.</param>
    /// <param name="patterns">Names, or <c>*.</c> before a domain.</param>
    public static AllowedHosts Of(string advice, params string[] patterns) => new([.. patterns.Select(HostPattern.Parse)], advice);

    public bool Contain(OutboundHost host) => _patterns is null || Array.Exists(_patterns, pattern => pattern.Matches(host));
}
