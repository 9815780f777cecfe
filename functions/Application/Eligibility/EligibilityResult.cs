using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Eligibility;

/// <summary>What the gate says of a message.</summary>
internal abstract record EligibilityResult
{
    private EligibilityResult() { }

    /// <summary>It may leave.</summary>
    /// <param name="Contact">The contact as it is now, for the creative; null for an address that leads to none.</param>
    /// <param name="Unsubscribe">Where the person ends such messages with one click; null where there is no such place.</param>
    public sealed record Pass(Contact? Contact, Uri? Unsubscribe) : EligibilityResult;

    /// <summary>It never leaves.</summary>
    /// <param name="Reason">Why, for whoever reads the message's record.</param>
    public sealed record Skip(string Reason) : EligibilityResult;

    /// <summary>It does not leave yet.</summary>
    public sealed record Wait(DateTimeOffset Until, string Reason) : EligibilityResult;
}
