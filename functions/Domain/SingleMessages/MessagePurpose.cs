using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.SingleMessages;

/// <summary>The purpose of a single message, which decides what may stop it.</summary>
[JsonConverter(typeof(EnumNameConverter<MessagePurpose>))]
public enum MessagePurpose
{
    /// <summary>Everything that holds for tasks: consent, suppressions and frequency caps.</summary>
    Marketing,

    /// <summary>
    /// What a customer caused and expects, as a receipt or a code: no opt-out from marketing and no frequency cap stops it, a suppressed
    /// address does.
    /// </summary>
    Transactional,
}
