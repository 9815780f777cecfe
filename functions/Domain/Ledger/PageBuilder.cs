using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The distribution of recipients to pages, one zone per page. It holds at most one unfinished page per zone.</summary>
/// <param name="firstPage">The number of the first page.</param>
/// <param name="pageSize">The number of messages on a page.</param>
/// <param name="zoneOf">The zone a recipient lives in; null when all share one.</param>
/// <param name="now">The time of planning.</param>
public sealed class PageBuilder(int firstPage, int pageSize, Func<Recipient, RecipientZone>? zoneOf, DateTimeOffset now)
{
    private readonly Dictionary<string, List<Recipient>> _filling = new(StringComparer.Ordinal);

    /// <summary>The number of pages, those before the first included.</summary>
    public int Pages { get; private set; } = firstPage;

    /// <summary>The origin of the recipients' zones; null when all share one.</summary>
    public ZoneCounts? Zones { get; private set; } = zoneOf is null ? null : ZoneCounts.None;

    /// <summary>Adds a recipient.</summary>
    /// <returns>The page that is full now; null while none is.</returns>
    public LedgerPage? Add(Recipient recipient)
    {
        string? zone = null;
        if (zoneOf is not null)
        {
            (zone, var source) = zoneOf(recipient);
            Zones = Zones?.With(source);
        }

        if (!_filling.TryGetValue(zone ?? "", out var recipients))
        {
            _filling[zone ?? ""] = recipients = [];
        }

        recipients.Add(recipient);
        return recipients.Count == pageSize ? Fill(zone, recipients) : null;
    }

    /// <summary>Completes the unfinished pages, in the order of the zones' names.</summary>
    public IEnumerable<LedgerPage> End() =>
        _filling
            .Where(part => part.Value.Count > 0)
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => Fill(part.Key.Length == 0 ? null : part.Key, part.Value));

    private LedgerPage Fill(string? zone, List<Recipient> recipients)
    {
        var page = LedgerPage.Plan(Pages++, recipients, now, zone);
        recipients.Clear();
        return page;
    }
}
