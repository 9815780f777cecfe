namespace CampaignTasks.Durable;

/// <summary>How an instance is started.</summary>
/// <param name="InstanceId">
/// Its id: 1 to 100 characters, not starting with <c>@</c>, without <c>/ \ # ?</c> and control characters. Default: a new random one.
/// </param>
/// <param name="StartAt">Not before this instant. Default: now.</param>
public sealed record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    /// <summary>The version the orchestrator sees.</summary>
    /// <value>Default null: none.</value>
    public string? Version { get; init; }

    /// <summary>Labels of the instance. Some hosts drop them: never decide by them.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
