namespace CampaignTasks.Domain.Orders;

/// <summary>What a telling of an order meant.</summary>
public enum UpsertResult
{
    /// <summary>It is new, or newer.</summary>
    Stored,

    /// <summary>This version was stored before: nothing changed.</summary>
    Repeated,

    /// <summary>A newer version was stored before: nothing changed.</summary>
    Late,

    /// <summary>Refused: the order is another contact's.</summary>
    OtherContact,

    /// <summary>Refused: the contact has as many orders as can be kept.</summary>
    TooMany,
}
