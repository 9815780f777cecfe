using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Planning;

/// <summary>The writer of planned pages: as they fill up, many at a time.</summary>
internal sealed class PageWriter(ILedger ledger, Run run, PageBuilder builder)
{
    // A few entity-group transactions per lane.
    private const int PagesPerWrite = 200;

    private readonly List<LedgerPage> _full = [];

    public int Pages => builder.Pages;

    public ZoneCounts? Zones => builder.Zones;

    public async Task AddAsync(Recipient recipient, CancellationToken cancellationToken)
    {
        if (builder.Add(recipient) is not { } page)
        {
            return;
        }

        _full.Add(page);
        if (_full.Count == PagesPerWrite)
        {
            await WriteAsync(cancellationToken);
        }
    }

    public Task EndAsync(CancellationToken cancellationToken)
    {
        _full.AddRange(builder.End());
        return WriteAsync(cancellationToken);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await ledger.AddPagesAsync(run, _full, cancellationToken);
        _full.Clear();
    }
}
