using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Audiences;

/// <summary>Somebody an audience names, and what becomes of them.</summary>
/// <param name="Recipient">The message to be planned; null when there is none.</param>
/// <param name="Loss">Why there is none; <see cref="ExclusionReason.None"/> when there is one.</param>
/// <param name="Position">Where the source stands behind them.</param>
internal readonly record struct Candidate(Recipient? Recipient, ExclusionReason Loss, string Position)
{
    public static Candidate From(Recipient recipient, string position) => new(recipient, ExclusionReason.None, position);
}
