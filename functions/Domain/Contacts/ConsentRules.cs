namespace CampaignTasks.Domain.Contacts;

/// <summary>Which word of consent counts.</summary>
public static class ConsentRules
{
    /// <summary>The newer of two words; of two at the same time the one that says no.</summary>
    public static Consent? Newer(Consent? one, Consent? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            _ when one.At == other.At => one.Status is ConsentStatus.Unsubscribed ? one : other,
            _ => one.At > other.At ? one : other,
        };

    /// <summary>The word that counts for a person on a channel: theirs, or what was said about the address itself.</summary>
    public static Consent? Of(Contact? contact, Consent? ofAddress, ChannelKind channel) =>
        Newer(contact?.Consents.GetValueOrDefault(channel), ofAddress);
}
