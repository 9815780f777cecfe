using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Accounts;

/// <summary>Whether an account may send.</summary>
[JsonConverter(typeof(EnumNameConverter<AccountStatus>))]
public enum AccountStatus
{
    Active,
    Stopped,
}
