using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Audiences;

/// <summary>A person or address in an audience: a recipient, or excluded for a reason.</summary>
/// <param name="Recipient">The message to be planned; null when there is none.</param>
/// <param name="Loss">Why there is none; <see cref="ExclusionReason.None"/> when there is one.</param>
/// <param name="Position">The source's position after this candidate.</param>
internal readonly record struct Candidate(Recipient? Recipient, ExclusionReason Loss, string Position)
{
    public static Candidate From(Recipient recipient, string position) => new(recipient, ExclusionReason.None, position);

    /// <summary>Returns why the permission excludes a recipient; <see cref="ExclusionReason.None"/> when it does not.</summary>
    public static ExclusionReason LossOf(AddressPermission permission) =>
        permission switch
        {
            { HasConsent: false } => ExclusionReason.NoConsent,
            { Suppression: not null } => ExclusionReason.Suppressed,
            _ => ExclusionReason.None,
        };
}
