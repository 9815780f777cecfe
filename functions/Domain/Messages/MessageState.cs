using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Messages;

/// <summary>The state of a message. The numbers are stored: never renumber.</summary>
[JsonConverter(typeof(EnumNameConverter<MessageState>))]
public enum MessageState : byte
{
    /// <summary>Not sent yet, and no attempt is in progress.</summary>
    Pending = 0,

    /// <summary>Claimed: a request to the provider may have left.</summary>
    Sending = 1,

    /// <summary>The provider accepted it.</summary>
    Sent = 2,

    /// <summary>The provider reported its delivery.</summary>
    Delivered = 3,

    /// <summary>The provider reported that it was read.</summary>
    Read = 4,

    /// <summary>It did not and will not arrive.</summary>
    Failed = 5,

    /// <summary>The eligibility check held it back.</summary>
    Skipped = 6,

    /// <summary>The run ended, or an edit removed the recipient, before it was sent.</summary>
    Canceled = 7,

    /// <summary>The request may have left, and no response came: only a receipt, a query or a person settles it.</summary>
    Unknown = 8,
}
