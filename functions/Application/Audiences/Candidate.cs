using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Audiences;

/// <summary>A person or address in an audience: a recipient, or excluded for a reason.</summary>
/// <param name="Recipient">The message to be planned; null when there is none.</param>
/// <param name="Loss">Why there is none; <see cref="ExclusionReason.None"/> when there is one.</param>
/// <param name="Position">The source's position after this candidate.</param>
internal readonly record struct Candidate(Recipient? Recipient, ExclusionReason Loss, string Position)
{
    public static Candidate From(Recipient recipient, string position) => new(recipient, ExclusionReason.None, position);
}
