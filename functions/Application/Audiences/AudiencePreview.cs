using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Audiences;

/// <summary>A count of an audience's recipients, by the same sources that plan runs.</summary>
internal sealed class AudiencePreview(AudienceSources sources, TimeProvider time)
{
    private const int Shown = 20;

    // Shorter than the timeout of requests.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Counts the recipients.</summary>
    /// <param name="query">The audience.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    public async Task<PreviewView> CountAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Longest;
        var (waterfall, seen, complete) = (await sources.StartAsync(query, cancellationToken), new RecipientSet(query.Channel), true);
        List<RecipientView> shown = [];
        var hints = new SegmentHints();
        await foreach (var candidate in sources.ReadAsync(query with { Hints = hints }, position: null, cancellationToken))
        {
            if (time.GetUtcNow() > until)
            {
                complete = false;
                break;
            }

            var isNew = candidate.Recipient is { } one && seen.TryAdd(one);
            waterfall = waterfall.With(candidate.Loss is ExclusionReason.None && !isNew ? ExclusionReason.Duplicate : candidate.Loss);
            if (isNew && shown.Count < Shown)
            {
                var recipient = candidate.Recipient!;
                shown.Add(new RecipientView(recipient.Address, recipient.ContactId, recipient.Country, recipient.TimeZone));
            }
        }

        return new PreviewView(WaterfallView.From(waterfall), shown, complete, hints.Texts);
    }
}
