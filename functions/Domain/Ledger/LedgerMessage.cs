using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <summary>A message of the ledger: its recipient and its state.</summary>
/// <param name="Address">As the audience normalized it.</param>
/// <param name="State">The state.</param>
/// <param name="Attempts">Requests to the provider that counted against the retry rules.</param>
/// <param name="Account">The account that last tried it, or that has it now.</param>
/// <param name="ProviderId">The provider's id once accepted.</param>
/// <param name="Reason">The reason why it failed, is unknown, was skipped, was canceled or is tried again.</param>
/// <param name="UpdatedAt">When it last changed; whole seconds are kept.</param>
/// <param name="ContactId">The contact it is for; null for an address that led to none.</param>
/// <param name="MayHaveBeenSent">
/// Whether an attempt may have been accepted although no answer came: only the same account, with the same key, may try again, because no
/// other one would recognise the repeat.
/// </param>
public sealed record LedgerMessage(
    string Address,
    MessageState State,
    int Attempts,
    string? Account,
    string? ProviderId,
    string? Reason,
    DateTimeOffset UpdatedAt,
    string? ContactId = null,
    bool MayHaveBeenSent = false
)
{
    /// <summary>The creative that it got or was about to get, where the task has several; null otherwise.</summary>
    public CreativeVersion? Creative { get; init; }

    /// <summary>True when its recipient was erased: a pseudonym replaces both address and contact.</summary>
    public bool IsErased => ContactId == Address && Address.StartsWith(ErasedName.Prefix, StringComparison.Ordinal);

    /// <summary>Returns true when it is pending and this account may send it.</summary>
    public bool IsPendingFor(string account) => State is MessageState.Pending && (!MayHaveBeenSent || Account == account);
}
