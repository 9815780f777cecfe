namespace CampaignTasks.Domain;

/// <summary>What is asked for does not fit the state of something else, and only its caller can resolve it.</summary>
/// <param name="code">A stable camelCase code.</param>
/// <param name="message">What is in the way, and what to do.</param>
public sealed class ConflictException(string code, string message) : Exception(message)
{
    /// <summary>A stable camelCase code, for programs.</summary>
    public string Code => code;
}
