using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Ledger;

/// <content>The making of pages.</content>
public sealed partial class LedgerPage
{
    /// <summary>Creates a page of pending messages.</summary>
    public static LedgerPage Plan(int number, IEnumerable<Recipient> recipients, DateTimeOffset now, string? zone = null) =>
        new(
            number,
            recipients.Select(r => new LedgerMessage(r.Address, MessageState.Pending, 0, null, null, null, now, r.ContactId)),
            zone: zone
        );

    /// <summary>Creates a page of pending messages for addresses that lead to no contacts.</summary>
    public static LedgerPage Plan(int number, IEnumerable<string> addresses, DateTimeOffset now, string? zone = null) =>
        Plan(number, addresses.Select(address => new Recipient(address)), now, zone);

    /// <summary>Creates the page of a test.</summary>
    public static LedgerPage Plan(TestSend test, DateTimeOffset now) =>
        new(
            number: 0,
            test.Messages.Select(one => new LedgerMessage(
                one.Tester.Address,
                MessageState.Pending,
                0,
                null,
                null,
                null,
                now,
                one.Tester.TesterId
            )
            {
                Creative = one.Creative,
            })
        );

    /// <summary>Creates the page of a batch of single messages.</summary>
    public static LedgerPage Plan(SingleBatch batch, IReadOnlyList<SingleMessage> messages) =>
        new(
            number: 0,
            messages.Select(one => new LedgerMessage(one.Address, MessageState.Pending, 0, null, null, null, batch.CreatedAt, one.ContactId)
            {
                Creative = one.Creative.Source,
            })
        );
}
