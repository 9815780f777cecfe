using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Runs;

/// <summary>One message of a run.</summary>
/// <param name="Id">Its id; providers that support it get it as the idempotency key.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why it failed, is unknown, was skipped or canceled.</param>
/// <param name="Attempts">Requests to the provider that counted.</param>
/// <param name="ProviderId">The provider's id of it.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="CreativeId">The creative it got, where the task has several; null otherwise.</param>
/// <param name="CreativeVersion">The version of that creative.</param>
internal sealed record MessageView(
    string Id,
    string Address,
    string? ContactId,
    string? Account,
    MessageState Status,
    string? Reason,
    int Attempts,
    string? ProviderId,
    DateTimeOffset UpdatedAt,
    string? CreativeId,
    int? CreativeVersion
)
{
    public static MessageView From(MessageId id, LedgerMessage message) =>
        new(
            id.ToString(),
            message.Address,
            message.ContactId,
            message.Account,
            message.State,
            message.Reason,
            message.Attempts,
            message.ProviderId,
            message.UpdatedAt,
            message.Creative?.Id,
            message.Creative?.Number
        );
}
