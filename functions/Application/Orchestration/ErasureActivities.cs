namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of erasures. The names are stored in histories: never rename one.</summary>
public static class ErasureActivities
{
    /// <summary><see cref="ErasureScan"/> → <see cref="bool"/>: takes all erasures that are not done on the walk; whether there are any.</summary>
    public const string BeginErasures = "BeginErasures";

    /// <summary><see cref="ErasureScan"/> → <see cref="ErasureStep"/>: looks through some more pages.</summary>
    public const string EraseFromLedgers = "EraseFromLedgers";

    /// <summary><see cref="ErasureScan"/> → <see cref="bool"/>: writes down how far the walk's erasures are; whether they are done.</summary>
    public const string EndErasures = "EndErasures";
}
