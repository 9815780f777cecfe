using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Erasures;

/// <summary>The people that one scan removes from the ledgers.</summary>
/// <param name="people">Each with the erasure it is the subject of; of two erasures of the same person the earlier one's pseudonym is
/// used.</param>
public sealed class ErasedPeople(IReadOnlyList<(Erasure Erasure, ErasedPerson Person)> people)
{
    /// <summary>Selects those that a run may contain.</summary>
    public ErasedRecipients In(Run run, ChannelKind channel)
    {
        var recipients = new ErasedRecipients(channel, isKnownToPlanner: people.Any(one => one.Erasure.IsPlannedBy(run)));
        foreach (
            var (erasure, person) in people.Where(one => one.Erasure.Covers(run)).OrderBy(one => one.Erasure.Id, StringComparer.Ordinal)
        )
        {
            recipients.Add(person, erasure.Pseudonym);
        }

        return recipients;
    }
}
