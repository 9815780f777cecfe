using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The result of an eligibility check: whether a message may leave.</summary>
internal abstract record EligibilityResult
{
    private EligibilityResult() { }

    /// <summary>The result in a word, for metrics.</summary>
    public string Name =>
        this switch
        {
            Skip => "skip",
            Wait => "wait",
            _ => "pass",
        };

    /// <summary>The code of the reason, for metrics.</summary>
    public string ReasonCode =>
        this switch
        {
            Skip skip => EligibilityRules.CodeOf(skip.Reason),
            Wait wait => EligibilityRules.CodeOf(wait.Reason),
            _ => "none",
        };

    /// <summary>It may leave.</summary>
    /// <param name="Contact">The contact as it is now, for the creative; null for an address that leads to none.</param>
    /// <param name="Unsubscribe">The link that ends such messages with one click; null where there is none.</param>
    /// <param name="MovedTo">The address to send to, where it is another than the message's; null otherwise.</param>
    public sealed record Pass(Contact? Contact, Uri? Unsubscribe, string? MovedTo = null) : EligibilityResult
    {
        /// <summary>
        /// The tenant's language for people who have none, or one that the creative lacks, as a BCP 47 tag; null: the creative's own texts.
        /// </summary>
        public string? HomeLanguage { get; init; }
    }

    /// <summary>It never leaves.</summary>
    /// <param name="Reason">The reason on the message's record.</param>
    public sealed record Skip(string Reason) : EligibilityResult;

    /// <summary>It does not leave yet.</summary>
    public sealed record Wait(DateTimeOffset Until, string Reason) : EligibilityResult;
}
