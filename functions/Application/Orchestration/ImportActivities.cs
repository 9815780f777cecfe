namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of imports. The names are stored in histories: never rename one.</summary>
public static class ImportActivities
{
    /// <summary>
    /// <see cref="ImportRef"/> → <see cref="ImportStep"/>: stores the next chunk that is not done; the import records which.
    /// </summary>
    public const string ImportPart = "ImportPart";
}
