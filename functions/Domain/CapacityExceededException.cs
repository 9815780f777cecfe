namespace CampaignTasks.Domain;

/// <summary>An error: a limit of concurrent work in this process is reached. The same request may succeed a moment later.</summary>
/// <param name="message">The limit that was reached.</param>
/// <param name="isTenants">Whether it is the limit of the caller's own tenant: others are served.</param>
public sealed class CapacityExceededException(string message, bool isTenants = false) : Exception(message)
{
    /// <summary>True when it is the limit of the caller's own tenant.</summary>
    public bool IsTenants => isTenants;
}
