using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Api.Contacts;

/// <summary>Why nothing is sent to an address, with source and time.</summary>
internal sealed record ContactSuppressionView(SuppressionReason Reason, string Source, DateTimeOffset At)
{
    public static ContactSuppressionView From(Suppression suppression) => new(suppression.Reason, suppression.Source, suppression.At);
}
