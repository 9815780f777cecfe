using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The treatment of a message to someone who has had as many as the tenant lets one person have.</summary>
[JsonConverter(typeof(EnumNameConverter<CappedRule>))]
public enum CappedRule
{
    /// <summary>It is not sent, and stands in the ledger as skipped.</summary>
    Skip,

    /// <summary>It waits until the cap lets it go, as long as its run may send.</summary>
    Wait,
}
