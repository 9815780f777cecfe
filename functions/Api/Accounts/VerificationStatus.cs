using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Api.Accounts;

/// <summary>Whether a provider accepts an account's settings.</summary>
[JsonConverter(typeof(EnumNameConverter<VerificationStatus>))]
public enum VerificationStatus
{
    /// <summary>The provider knows the account.</summary>
    Works,

    /// <summary>The settings are wrong.</summary>
    Fails,

    /// <summary>The provider could not be asked.</summary>
    Unclear,
}
