using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ILedger"/> keeps of the creatives of messages.</summary>
public abstract class LedgerCreativeContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<ILedger> NewLedgerAsync();

    [Fact]
    public async Task Creatives_OfAPage_AreReadAsTheyWereWritten()
    {
        var (ledger, run) = (await NewLedgerAsync(), Samples.Run(lanes: 1));
        await ledger.AddPagesAsync(run, [Samples.Page(0, messages: LedgerPage.Capacity)], Token);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        CreativeVersion[] creatives = [new(Samples.Id(1), 1), new(Samples.Id(1), 2), new("ü", int.MaxValue)];
        var next = 0;
        page.Claim("claim", "account", 0, LedgerPage.Capacity - 1, Samples.Now, _ => creatives[next++ % 3]);
        page.Settle(0, MessageState.Sent, 1, "p", null, Samples.Now);

        await ledger.SavePageAsync(run, page, Token);

        var read = (await ledger.ReadPageAsync(run, 0, Token))!;
        Assert.Equal(page.Messages.Select(message => message.Creative), read.Messages.Select(message => message.Creative));
        Assert.Equal(
            (creatives[0], creatives[2], null),
            (read.Messages[0].Creative, read.Messages[2].Creative, read.Messages[^1].Creative)
        );
        Assert.Equal("p", read.Messages[0].ProviderId);
    }
}
