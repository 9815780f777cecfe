namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of erasures. The names are stored in histories: never rename one.</summary>
public static class ErasureActivities
{
    /// <summary>
    /// <see cref="ErasureScan"/> → <see cref="bool"/>: adds all erasures that are not done to the scan; whether there are any.
    /// </summary>
    public const string BeginErasures = "BeginErasures";

    /// <summary><see cref="ErasureScan"/> → <see cref="ErasureStep"/>: scans some more pages.</summary>
    public const string EraseFromLedgers = "EraseFromLedgers";

    /// <summary>
    /// <see cref="ErasureScan"/> → <see cref="bool"/>: records the progress of the scan's erasures; whether they are done.
    /// </summary>
    public const string EndErasures = "EndErasures";
}
