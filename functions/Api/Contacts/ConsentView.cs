using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>A person's consent to messages on a channel, with source and time.</summary>
internal sealed record ConsentView(ConsentStatus Status, string Source, DateTimeOffset At)
{
    public static ConsentView From(Consent consent) => new(consent.Status, consent.Source, consent.At);
}
