using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Domain.Erasures;

/// <summary>The people one walk takes out of the ledgers.</summary>
/// <param name="people">Each with the erasure it is the subject of; of two erasures of the same person the earlier one's pseudonym is used.</param>
public sealed class ErasedPeople(IReadOnlyList<(Erasure Erasure, ErasedPerson Person)> people)
{
    /// <summary>Those a run may know.</summary>
    public ErasedRecipients In(Run run, ChannelKind channel)
    {
        var recipients = new ErasedRecipients(channel, isKnownToPlanner: people.Any(one => one.Erasure.IsPlannedBy(run)));
        foreach (var (erasure, person) in people.Where(one => one.Erasure.Covers(run)).OrderBy(one => one.Erasure.Id, StringComparer.Ordinal))
        {
            recipients.Add(person, erasure.Pseudonym);
        }

        return recipients;
    }
}

/// <summary>The recipients of one run who are erased, and what the ledger calls each from now on.</summary>
public sealed class ErasedRecipients
{
    private readonly ChannelKind _channel;
    private readonly Dictionary<string, string> _byContact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byAddress;

    internal ErasedRecipients(ChannelKind channel, bool isKnownToPlanner)
    {
        (_channel, IsKnownToPlanner) = (channel, isKnownToPlanner);
        _byAddress = new(Addresses.Comparer(channel));
    }

    /// <summary>Whether the run's planning is under way and may still write one of them into the ledger.</summary>
    public bool IsKnownToPlanner { get; }

    /// <summary>Whether the run can know nobody of them.</summary>
    public bool IsEmpty => _byContact.Count is 0;

    /// <summary>The pseudonym of a message's recipient; null when it is nobody of them. An address that led to another contact is that contact's.</summary>
    public string? PseudonymOf(LedgerMessage message) =>
        message.ContactId is { } contact ? _byContact.GetValueOrDefault(contact) : _byAddress.GetValueOrDefault(message.Address);

    internal void Add(ErasedPerson person, string pseudonym)
    {
        _byContact.TryAdd(person.ContactId, pseudonym);
        if (person.Addresses.TryGetValue(_channel, out var address))
        {
            _byAddress.TryAdd(address, pseudonym);
        }
    }
}
