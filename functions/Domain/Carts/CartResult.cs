namespace CampaignTasks.Domain.Carts;

/// <summary>The result of storing a cart.</summary>
public enum CartResult
{
    /// <summary>The change is newer than what was stored.</summary>
    Stored,

    /// <summary>The same was stored before: nothing changed.</summary>
    Repeated,

    /// <summary>A newer change was stored before: nothing changed.</summary>
    Late,

    /// <summary>Refused: the cart belongs to another contact.</summary>
    OtherContact,

    /// <summary>Refused: there is no such contact.</summary>
    UnknownContact,
}
