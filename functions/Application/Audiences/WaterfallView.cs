using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Audiences;

/// <summary>The steps from an audience to its messages: matched, less each kind of loss, is planned.</summary>
public sealed record WaterfallView(
    int Matched,
    int Duplicate,
    int NoAddress,
    int NoConsent,
    int Suppressed,
    int OwnsProduct,
    int Capped,
    int Planned
)
{
    public static WaterfallView From(Waterfall waterfall) =>
        new(
            waterfall.Matched,
            waterfall.Duplicate,
            waterfall.NoAddress,
            waterfall.NoConsent,
            waterfall.Suppressed,
            waterfall.OwnsProduct,
            waterfall.Capped,
            waterfall.Planned
        );
}
