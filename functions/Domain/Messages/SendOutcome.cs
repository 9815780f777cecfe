namespace CampaignTasks.Domain.Messages;

/// <summary>All a provider can be understood to say about one attempt. Closed: every reader handles every case.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The provider took the message and gave it an id.</summary>
    /// <param name="ProviderId">The provider's id of the message; receipts name it.</param>
    public sealed record Accepted(string ProviderId) : SendOutcome;

    /// <summary>The provider refuses this recipient or this content for good.</summary>
    /// <param name="Code">The provider's code.</param>
    /// <param name="Reason">The provider's words, without the address.</param>
    public sealed record Rejected(string Code, string Reason) : SendOutcome;

    /// <summary>Too fast: the message was not taken and may be sent again later.</summary>
    /// <param name="RetryAfter">How long the provider asks to wait; null when it did not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>The message was certainly not taken, and a later attempt may succeed.</summary>
    public sealed record Transient(string Code, string Reason) : SendOutcome;

    /// <summary>The account cannot send at all (credentials, sender, billing): stop it, keep the recipients.</summary>
    public sealed record Misconfigured(string Code, string Reason) : SendOutcome;

    /// <summary>The request may have left and no answer was understood: the message may or may not have been taken.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;
}
