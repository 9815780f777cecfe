namespace CampaignTasks.Domain.Orders;

/// <summary>The result of storing an order.</summary>
public enum UpsertResult
{
    /// <summary>The order is new, or newer than the stored one.</summary>
    Stored,

    /// <summary>This version was stored before: nothing changed.</summary>
    Repeated,

    /// <summary>A newer version was stored before: nothing changed.</summary>
    Late,

    /// <summary>Refused: the order belongs to another contact.</summary>
    OtherContact,

    /// <summary>Refused: the contact has as many orders as can be kept.</summary>
    TooMany,
}
