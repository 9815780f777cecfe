using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Messages;

/// <summary>The outcome of one attempt to send. The cases are a fixed set: every reader handles each of them.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The provider accepted the message and gave it an id.</summary>
    /// <param name="ProviderId">The provider's id of the message; receipts name it.</param>
    public sealed record Accepted(string ProviderId) : SendOutcome;

    /// <summary>The provider refuses this recipient or this content for good.</summary>
    /// <param name="Code">The provider's code.</param>
    /// <param name="Reason">The provider's text, without the address.</param>
    /// <param name="Verdict">What it says about the address for good; null when it is about this message only.</param>
    public sealed record Rejected(string Code, string Reason, Verdict? Verdict = null) : SendOutcome;

    /// <summary>Too fast: the message was not accepted and may be sent again later.</summary>
    /// <param name="RetryAfter">The wait that the provider asks for; null when it names none.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>The message was certainly not accepted, and a later attempt may succeed.</summary>
    public sealed record Transient(string Code, string Reason) : SendOutcome;

    /// <summary>The account cannot send at all (credentials, sender, billing): stop it, keep the recipients.</summary>
    public sealed record Misconfigured(string Code, string Reason) : SendOutcome;

    /// <summary>
    /// The request may have left and there was no understandable response: the message may or may not have been accepted.
    /// </summary>
    public sealed record Unknown(string Reason) : SendOutcome;
}
