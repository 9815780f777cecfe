namespace CampaignTasks.Storage.Connection;

/// <summary>The settings of the data in the storage account.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// The prefix of tables, queues and containers, so that several apps share one account. Setting <c>CampaignTasks__HubName</c>; default
    /// <c>CampaignTasks</c>.
    /// </summary>
    public string HubName { get; set; } = "CampaignTasks";
}
