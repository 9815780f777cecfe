namespace CampaignTasks.Domain.Events;

/// <summary>The result of storing an event.</summary>
public enum EventResult
{
    /// <summary>The event is new.</summary>
    Stored,

    /// <summary>An event of the contact has this id already: it stays as it was told first.</summary>
    Repeated,

    /// <summary>Refused: another contact's event has this id.</summary>
    OtherContact,

    /// <summary>Refused: there is no such contact.</summary>
    UnknownContact,
}
