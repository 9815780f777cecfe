namespace CampaignTasks.Domain;

/// <summary>An error: a request conflicts with the state of something else, and only the caller can resolve it.</summary>
/// <param name="code">A stable camelCase code.</param>
/// <param name="message">The conflict, and what to do.</param>
public sealed class ConflictException(string code, string message) : Exception(message)
{
    /// <summary>A stable camelCase code, for programs.</summary>
    public string Code => code;

    /// <summary>The ids of the tasks that stand in the way; empty when it is not about tasks.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];
}
