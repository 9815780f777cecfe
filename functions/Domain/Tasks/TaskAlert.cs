namespace CampaignTasks.Domain.Tasks;

/// <summary>A problem of a live task.</summary>
/// <param name="Code">
/// <c>lateStart</c>, <c>notMoving</c>, <c>orchestrationMissing</c> or <c>orchestrationFailed</c>, as the watchdog found it; or
/// <see cref="Interrupted"/>.
/// </param>
/// <param name="Reason">What stands in the way, in words.</param>
/// <param name="Since">When it was first found.</param>
public sealed record TaskAlert(string Code, string Reason, DateTimeOffset Since)
{
    /// <summary>The code for messages that ended their senders again and again. It stands until the task is resumed.</summary>
    public const string Interrupted = "interrupted";
}
