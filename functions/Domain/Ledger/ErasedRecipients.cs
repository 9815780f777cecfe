using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The recipients of one run who are erased, and their pseudonyms.</summary>
public sealed class ErasedRecipients
{
    /// <summary>The reason on the record of a message that is not sent because its contact was deleted.</summary>
    public const string ContactDeleted = "contactDeleted: the contact was deleted after planning";

    private readonly ChannelKind _channel;
    private readonly Dictionary<string, string> _byContact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byAddress;

    internal ErasedRecipients(ChannelKind channel, bool isKnownToPlanner)
    {
        (_channel, IsKnownToPlanner) = (channel, isKnownToPlanner);
        _byAddress = new(RecipientIdentity.Addresses(channel));
    }

    /// <summary>True when the run's planning is under way and may still write one of them into the ledger.</summary>
    public bool IsKnownToPlanner { get; }

    /// <summary>True when the run can have none of them.</summary>
    public bool IsEmpty => _byContact.Count is 0;

    /// <summary>
    /// Finds the pseudonym of a message's recipient; null when it is none of them. An address that led to another contact is that
    /// contact's.
    /// </summary>
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
