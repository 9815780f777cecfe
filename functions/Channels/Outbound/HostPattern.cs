namespace CampaignTasks.Channels.Outbound;

/// <summary>A host, or every name below a domain.</summary>
internal sealed record HostPattern
{
    private const string AllBelow = "*.";

    private readonly OutboundHost _host;
    private readonly bool _isDomain;

    private HostPattern(OutboundHost host, bool isDomain) => (_host, _isDomain) = (host, isDomain);

    /// <summary>Splits a list that is separated by commas.</summary>
    public static IEnumerable<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a pattern; null when it is none. <c>*</c> alone, or before a single label, is none.</summary>
    public static HostPattern? TryParse(string text)
    {
        var isDomain = text.StartsWith(AllBelow, StringComparison.Ordinal);
        var name = isDomain ? text[AllBelow.Length..] : text;
        var host = OutboundHost.TryParse(name);
        var isUsable = host is not null && (!isDomain || (host.Address is null && host.Name.Contains('.', StringComparison.Ordinal)));
        return isUsable ? new HostPattern(host!, isDomain) : null;
    }

    /// <exception cref="ArgumentException">The text is no pattern.</exception>
    public static HostPattern Parse(string text) => TryParse(text) ?? throw new ArgumentException($"'{text}' is no host.", nameof(text));

    public bool Matches(OutboundHost host) =>
        _isDomain && host.Address is null ? host.Name.EndsWith($".{_host.Name}", StringComparison.Ordinal) : host == _host;
}
