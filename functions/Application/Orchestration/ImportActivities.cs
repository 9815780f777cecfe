namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of imports. The names are stored in histories: never rename one.</summary>
public static class ImportActivities
{
    /// <summary><see cref="ImportRef"/> → <see cref="ImportStep"/>: carries out the next part that is not done; the import remembers which.</summary>
    public const string ImportPart = "ImportPart";
}
