namespace CampaignTasks.Channels.Http;

/// <summary>The subject of a provider's error code.</summary>
internal enum ErrorClass
{
    /// <summary>The message: its text, its template, this time.</summary>
    Message,

    /// <summary>The recipient, for good: there is no such person, or none that can be written to.</summary>
    NoRecipient,

    /// <summary>The recipient's own choice: no messages.</summary>
    OptedOut,

    /// <summary>Too many messages.</summary>
    Pace,

    /// <summary>The account: credentials, rights, payment, a block.</summary>
    Account,

    /// <summary>The provider, for a while; the message was not accepted.</summary>
    Outage,

    /// <summary>The provider, for a while; the message may have been accepted.</summary>
    InDoubt,
}
