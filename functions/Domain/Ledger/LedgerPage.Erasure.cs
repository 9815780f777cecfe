using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <content>The erasure of people.</content>
public sealed partial class LedgerPage
{
    /// <summary>
    /// Replaces people with pseudonyms. Messages keep their places, states and outcomes; what is still pending is not sent any more. A
    /// message that is being sent keeps its address while its run is under way: its sender has claimed it.
    /// </summary>
    /// <param name="people">The people.</param>
    /// <param name="isUnderWay">Whether somebody may still settle what is claimed.</param>
    /// <param name="now">The time of the erasure.</param>
    /// <returns>The places that name a pseudonym now, and whether some are left because they are being sent.</returns>
    public (IReadOnlyList<int> Erased, bool IsLeft) Erase(ErasedRecipients people, bool isUnderWay, DateTimeOffset now)
    {
        List<int> erased = [];
        var isLeft = false;
        for (var i = 0; i < _messages.Length; i++)
        {
            if (people.PseudonymOf(_messages[i]) is not { } pseudonym)
            {
                continue;
            }

            if (isUnderWay && _messages[i].State is MessageState.Sending)
            {
                isLeft = true;
                continue;
            }

            End(MessageState.Skipped, [i], ErasedRecipients.ContactDeleted, now);
            _messages[i] = WithPseudonym(_messages[i], pseudonym);
            erased.Add(i);
        }

        return (erased, isLeft);
    }

    private static LedgerMessage WithPseudonym(LedgerMessage message, string pseudonym) =>
        message with
        {
            Address = pseudonym,
            ContactId = pseudonym,
            Reason = Cut(new ErasedName(message.Address, pseudonym).In(message.Reason)),
        };
}
