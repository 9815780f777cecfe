using CampaignTasks.Domain;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Api.Suppressions;

/// <summary>An address to which nothing is sent on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Source">The provider, with its code where it gave one; `api` for one that was added by hand.</param>
/// <param name="At">When it was reported or added.</param>
internal sealed record SuppressionView(ChannelKind Channel, string Address, SuppressionReason Reason, string Source, DateTimeOffset At)
{
    public static SuppressionView From(SuppressedAddress suppressed)
    {
        var (reason, source, at) = suppressed.Suppression;
        return new(suppressed.Channel, suppressed.Address, reason, source, at);
    }
}
