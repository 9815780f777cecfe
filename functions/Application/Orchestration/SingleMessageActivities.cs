namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of single messages. The names are stored in histories: never rename one.</summary>
public static class SingleMessageActivities
{
    /// <summary>
    /// <see cref="RunRef"/> → <see cref="SingleMessagesEnd"/>: closes a batch of which nothing is pending, and cancels what could not leave
    /// in time. Repeating it changes nothing.
    /// </summary>
    public const string FinishSingleMessages = "FinishSingleMessages";

    /// <summary>Returns the id of the one orchestration that sends a batch.</summary>
    public static string InstanceId(RunRef run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return $"single-{run.TenantId}-{run.RunId}";
    }
}
