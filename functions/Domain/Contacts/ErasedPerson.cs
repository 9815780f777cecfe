namespace CampaignTasks.Domain.Contacts;

/// <summary>Whom an erasure is about. It is never stored or logged but sealed.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Addresses">Where it was reached when it was deleted.</param>
/// <param name="CreatedAt">
/// When the contact was created: one of the same id that was created at another time is somebody else. Null in notes of earlier versions.
/// </param>
public sealed record ErasedPerson(string ContactId, IReadOnlyDictionary<ChannelKind, string> Addresses, DateTimeOffset? CreatedAt = null)
{
    /// <summary>Nothing: the person must not reach a log by way of a record's text.</summary>
    public override string ToString() => nameof(ErasedPerson);
}
