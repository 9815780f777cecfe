namespace CampaignTasks.Storage.Tables;

/// <summary>What happens to stored properties that the given entity does not have.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay.</summary>
    Merge,

    /// <summary>They go.</summary>
    Replace,
}
