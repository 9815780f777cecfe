using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>What a person said about a channel, where and when.</summary>
internal sealed record ConsentView(ConsentStatus Status, string Source, DateTimeOffset At)
{
    public static ConsentView From(Consent consent) => new(consent.Status, consent.Source, consent.At);
}
