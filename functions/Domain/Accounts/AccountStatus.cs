using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Accounts;

/// <summary>The status of a channel account: only an active one sends.</summary>
[JsonConverter(typeof(EnumNameConverter<AccountStatus>))]
public enum AccountStatus
{
    Active,
    Stopped,
}
