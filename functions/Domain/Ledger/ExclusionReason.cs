using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The reason why somebody who matched gets no message; in the order of the waterfall.</summary>
[JsonConverter(typeof(EnumNameConverter<ExclusionReason>))]
public enum ExclusionReason
{
    None,
    Duplicate,
    NoAddress,
    NoConsent,
    Suppressed,
    OwnsProduct,
    Capped,
}
