using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Api.Audiences;

/// <summary>The way from an audience to messages: matched, less the excluded for each reason, is planned.</summary>
internal sealed record WaterfallView(int Matched, int Duplicate, int NoAddress, int NoConsent, int OwnsProduct, int Capped, int Planned)
{
    public static WaterfallView From(Waterfall waterfall) => new(
        waterfall.Matched, waterfall.Duplicate, waterfall.NoAddress, waterfall.NoConsent, waterfall.OwnsProduct, waterfall.Capped, waterfall.Planned);
}
