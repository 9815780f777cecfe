namespace CampaignTasks.Domain.Contacts;

/// <summary>The person an erasure is about. Stored only encrypted, and never logged.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Addresses">The contact's addresses when it was deleted.</param>
/// <param name="CreatedAt">When the contact was created: a contact of the same id that was created at another time is another person. Null
/// in entries of earlier versions.</param>
public sealed record ErasedPerson(string ContactId, IReadOnlyDictionary<ChannelKind, string> Addresses, DateTimeOffset? CreatedAt = null)
{
    /// <summary>Returns only the type's name: the person must not reach a log through a record's text.</summary>
    public override string ToString() => nameof(ErasedPerson);
}
