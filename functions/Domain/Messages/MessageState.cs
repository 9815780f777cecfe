using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Messages;

/// <summary>Where a message stands. The numbers are stored: never renumber.</summary>
[JsonConverter(typeof(EnumNameConverter<MessageState>))]
public enum MessageState : byte
{
    /// <summary>Owed: no attempt is under way.</summary>
    Pending = 0,

    /// <summary>Claimed: a request to the provider may have left.</summary>
    Sending = 1,

    /// <summary>The provider took it.</summary>
    Sent = 2,

    /// <summary>The provider says it arrived.</summary>
    Delivered = 3,

    /// <summary>The provider says it was read.</summary>
    Read = 4,

    /// <summary>It did not and will not arrive.</summary>
    Failed = 5,

    /// <summary>The last gate held it back.</summary>
    Skipped = 6,

    /// <summary>The run ended before its turn.</summary>
    Canceled = 7,

    /// <summary>Asked and not answered: only a receipt, a look-up or a person settles it.</summary>
    Unknown = 8,
}
