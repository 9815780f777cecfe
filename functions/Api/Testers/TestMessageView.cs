using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Testers;

/// <summary>A message of a test.</summary>
/// <param name="Tester">The id of the tester.</param>
/// <param name="Name">The tester's name at the time of the test.</param>
/// <param name="Address">The address it goes to.</param>
/// <param name="CreativeId">The creative it shows, where the task has several; null otherwise.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it is not sent; null when there is nothing to say.</param>
/// <param name="ProviderId">The provider's id of the message; null until it was accepted.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record TestMessageView(
    string Tester,
    string Name,
    string Address,
    string? CreativeId,
    MessageState Status,
    string? Reason,
    string? ProviderId,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>Shows a message; null where it is not in the ledger yet.</summary>
    public static TestMessageView From(
        TestRecipient tester,
        CreativeVersion? creative,
        LedgerMessage? message,
        DateTimeOffset requestedAt
    ) =>
        new(
            tester.TesterId,
            tester.Name,
            message?.Address ?? tester.Address,
            creative?.Id,
            message?.State ?? MessageState.Pending,
            message?.Reason,
            message?.ProviderId,
            message?.UpdatedAt ?? requestedAt
        );
}
