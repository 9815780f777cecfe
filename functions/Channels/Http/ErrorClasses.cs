using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Http;

/// <summary>The outcomes of classified errors.</summary>
internal static class ErrorClasses
{
    /// <summary>Gets the outcome of an error.</summary>
    /// <param name="about">What the error is about.</param>
    /// <param name="provider">The provider's name, for the source of a verdict.</param>
    /// <param name="code">The code, as it may be stored.</param>
    /// <param name="reason">The text, as it may be stored.</param>
    /// <param name="wait">The wait that the provider asks for.</param>
    public static SendOutcome ToOutcome(this ErrorClass about, string provider, string code, string reason, TimeSpan? wait = null) =>
        about switch
        {
            ErrorClass.Pace => new SendOutcome.Throttled(wait),
            ErrorClass.Account => new SendOutcome.Misconfigured(code, reason),
            ErrorClass.Outage => new SendOutcome.Transient(code, reason),
            ErrorClass.InDoubt => new SendOutcome.Unknown($"{code}: {reason}"),
            _ => new SendOutcome.Rejected(code, reason, about.ToVerdict(provider, code)),
        };

    /// <summary>Gets what an error says about the address for good; null when it says nothing.</summary>
    public static Verdict? ToVerdict(this ErrorClass about, string provider, string code) =>
        about switch
        {
            ErrorClass.NoRecipient => new Verdict(SuppressionReason.InvalidAddress, $"{provider} {code}"),
            ErrorClass.OptedOut => new Verdict(SuppressionReason.UnsubscribedAtProvider, $"{provider} {code}"),
            _ => null,
        };
}
