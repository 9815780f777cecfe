namespace CampaignTasks.Testing.Orchestrations;

/// <summary>The liberties a hub takes that a genuine one takes, too.</summary>
public sealed record HubUnrest
{
    /// <summary>Everything on time, once and in order.</summary>
    public static readonly HubUnrest None = new();

    /// <summary>How much too soon timers and starts may come.</summary>
    public TimeSpan EarlyBy { get; init; }

    /// <summary>How long messages may be under way, so that those of different senders overtake each other.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The share of messages that arrive twice.</summary>
    public double Twice { get; init; }
}
