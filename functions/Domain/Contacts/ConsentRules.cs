namespace CampaignTasks.Domain.Contacts;

/// <summary>The rules that decide which of several consents counts.</summary>
public static class ConsentRules
{
    /// <summary>Gets the newer of two consents; of two at the same time the opt-out.</summary>
    public static Consent? Newer(Consent? one, Consent? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            _ when one.At == other.At => one.Status is ConsentStatus.Unsubscribed ? one : other,
            _ => one.At > other.At ? one : other,
        };

    /// <summary>Gets the consent that counts for a person on a channel: the person's own, or the address's, whichever is newer.</summary>
    public static Consent? Of(Contact? contact, Consent? ofAddress, ChannelKind channel) =>
        Newer(contact?.Consents.GetValueOrDefault(channel), ofAddress);
}
