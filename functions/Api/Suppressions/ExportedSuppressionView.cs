using CampaignTasks.Api.Exports;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Api.Suppressions;

/// <summary>An address to which nothing is sent on a channel.</summary>
/// <param name="Id">The channel and the address.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Source">The provider, with its code where it gave one; `api` for one that was added by hand.</param>
/// <param name="At">When it was reported or added.</param>
internal sealed record ExportedSuppressionView(
    string Id,
    ChannelKind Channel,
    string Address,
    SuppressionReason Reason,
    string Source,
    DateTimeOffset At
)
{
    public static readonly IReadOnlyList<ExportColumn<ExportedSuppressionView>> Columns =
    [
        new("id", row => row.Id),
        new("channel", row => EnumNames.Of(row.Channel)),
        new("address", row => row.Address),
        new("reason", row => EnumNames.Of(row.Reason)),
        new("source", row => row.Source),
        new("at", row => CellText.Of(row.At)),
    ];

    public static ExportedSuppressionView From(SuppressedAddress suppressed)
    {
        var (reason, source, at) = suppressed.Suppression;
        return new(SuppressionService.IdOf(suppressed), suppressed.Channel, suppressed.Address, reason, source, at);
    }
}
