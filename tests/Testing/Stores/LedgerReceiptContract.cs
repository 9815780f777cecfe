using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ILedger"/> does with receipts.</summary>
public abstract class LedgerReceiptContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<ILedger> NewLedgerAsync();

    [Fact]
    public async Task Receipt_IsSeen_BeforeAndAfterItIsFolded()
    {
        var (ledger, run) = await SentAsync(pages: 2);
        await ledger.AddReceiptsAsync(
            run,
            [Samples.Receipt(run, 1, 0, MessageState.Delivered), Samples.Receipt(run, 1, 2, MessageState.Failed)],
            Token
        );

        for (var round = 0; round < 3; round++)
        {
            var page = (await ledger.ReadPageAsync(run, 1, Token))!;
            Assert.Equal([MessageState.Delivered, MessageState.Sent, MessageState.Failed], page.Messages.Select(message => message.State));
            Assert.Equal("30005 Unknown destination", page.Messages[2].Reason);
            Assert.Equal(Samples.Now.AddMinutes(1), page.Messages[0].UpdatedAt);
            Assert.Equal(new MessageCounts(0, 0, 4, 1, 0, 1, 0, 0, 0), await ledger.CountAsync(run, Token));
            Assert.Equal(new MessageCounts(0, 0, 3, 0, 0, 0, 0, 0, 0), await ledger.CountAsync(run, fromPage: 0, beforePage: 1, Token));
            Assert.Equal(new MessageCounts(0, 0, 1, 1, 0, 1, 0, 0, 0), await ledger.CountAsync(run, fromPage: 1, int.MaxValue, Token));
            Assert.Equal(default, await ledger.CountAsync(run, fromPage: 1, beforePage: 1, Token));
            await ledger.FoldAsync(run, 1, Token);
        }
    }

    [Fact]
    public async Task Receipts_TwiceAndOutOfOrder_NeverMoveAStateBackwards()
    {
        var (ledger, run) = await SentAsync(pages: 1);
        var read = Samples.Receipt(run, 0, 0, MessageState.Read, minute: 3);
        var delivered = Samples.Receipt(run, 0, 0, MessageState.Delivered, minute: 2);

        await ledger.AddReceiptsAsync(run, [read, read], Token);
        await ledger.AddReceiptsAsync(run, [delivered, read], Token);
        Assert.Equal(MessageState.Read, await StateAsync(ledger, run));

        await ledger.FoldAsync(run, 0, Token);
        await ledger.AddReceiptsAsync(run, [delivered], Token);
        await ledger.FoldAsync(run, 0, Token);
        await ledger.FoldAsync(run, 0, Token);
        Assert.Equal(MessageState.Read, await StateAsync(ledger, run));
        Assert.Equal(new MessageCounts(0, 0, 2, 0, 1, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task Receipts_ReadTheSame_WhateverOrderTheyCameIn()
    {
        var (ledger, run) = await SentAsync(pages: 2);
        Receipt[] receipts =
        [
            Samples.Receipt(run, 0, 0, MessageState.Failed, minute: 1),
            Samples.Receipt(run, 0, 0, MessageState.Delivered, minute: 2),
        ];
        Receipt[] same = [.. receipts.Select(receipt => receipt with { Message = new MessageId(run.Id, Page: 1, Index: 0) })];

        await ledger.AddReceiptsAsync(run, receipts, Token);
        await ledger.AddReceiptsAsync(run, [same[1]], Token);
        await ledger.AddReceiptsAsync(run, [same[0]], Token);

        Assert.Equal(MessageState.Delivered, await StateAsync(ledger, run, page: 0));
        Assert.Equal(MessageState.Delivered, await StateAsync(ledger, run, page: 1));
    }

    [Fact]
    public async Task Reports_22500OfOneMessage_CountOnce()
    {
        var (ledger, run) = await SentAsync(pages: 1);
        var states = new[] { MessageState.Sent, MessageState.Failed, MessageState.Delivered };

        for (var call = 0; call < 75; call++)
        {
            var reports = Enumerable
                .Range(call * 300, 300)
                .Select(i => Samples.Receipt(run, 0, 0, states[i % 3], minute: i) with { ProviderId = $"id{i}" });
            await ledger.AddReceiptsAsync(run, [.. reports], Token);
        }

        Assert.Equal(MessageState.Delivered, await StateAsync(ledger, run));
        Assert.Equal(new MessageCounts(0, 0, 2, 1, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
        await ledger.FoldAsync(run, 0, Token);
        Assert.Equal(new MessageCounts(0, 0, 2, 1, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task HostileReceipts_AreKept()
    {
        var (ledger, run) = await SentAsync(pages: 1);

        foreach (var text in Samples.HostileTexts)
        {
            await ledger.AddReceiptsAsync(
                run,
                [Samples.Receipt(run, 0, 0, MessageState.Failed) with { ProviderId = text, Reason = text + new string('漢', 70_000) }],
                Token
            );
        }

        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 1, MessageState.Failed) with { Reason = "half \uD83C pair" }], Token);

        await ledger.FoldAsync(run, 0, Token);
        Assert.Equal(
            [MessageState.Failed, MessageState.Failed, MessageState.Sent],
            (await ledger.ReadPageAsync(run, 0, Token))!.Messages.Select(message => message.State)
        );
    }

    [Fact]
    public async Task Receipt_BesideAClaim_IsNotLost_BySettling()
    {
        var (ledger, run) = await SentAsync(pages: 1, settle: false);
        var claimed = (await ledger.ReadPageAsync(run, 0, Token))!;
        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 0, MessageState.Delivered)], Token);

        claimed.Settle(0, MessageState.Sent, 1, "id", null, Samples.Now);
        await ledger.SavePageAsync(run, claimed, Token);

        Assert.Equal(MessageState.Delivered, await StateAsync(ledger, run));
        Assert.Equal(new MessageCounts(0, 2, 0, 1, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task Fold_BetweenReadAndSave_WinsTheRace_AndReadingAgainHelps()
    {
        var (ledger, run) = await SentAsync(pages: 1, settle: false);
        var claimed = (await ledger.ReadPageAsync(run, 0, Token))!;
        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 0, MessageState.Delivered)], Token);
        await ledger.FoldAsync(run, 0, Token);

        claimed.Settle(1, MessageState.Sent, 1, "id", null, Samples.Now);
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.SavePageAsync(run, claimed, Token));

        var again = (await ledger.ReadPageAsync(run, 0, Token))!;
        again.Settle(1, MessageState.Sent, 1, "id", null, Samples.Now);
        await ledger.SavePageAsync(run, again, Token);
        Assert.Equal(new MessageCounts(0, 1, 1, 1, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task ManyReceipts_BesideOnePage_AreFolded()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();
        await ledger.AddPagesAsync(run, [Samples.Page(0, messages: 100), Samples.Page(2)], Token);
        var receipts = Enumerable
            .Range(0, 100)
            .SelectMany(i =>
                new[]
                {
                    Samples.Receipt(run, 0, i, MessageState.Sent, minute: 1),
                    Samples.Receipt(run, 0, i, MessageState.Delivered, minute: 2),
                    Samples.Receipt(run, 0, i, MessageState.Read, minute: 3),
                }
            );

        await ledger.AddReceiptsAsync(run, [.. receipts.Reverse()], Token);
        await ledger.FoldAsync(run, 0, Token);

        Assert.Equal(new MessageCounts(3, 0, 0, 0, 100, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
        Assert.Equal(100, (await ledger.ReadPageAsync(run, 0, Token))!.Counts.Read);
    }

    [Fact]
    public async Task ReceiptsBesideManyPages_AreCounted()
    {
        var (ledger, run) = await SentAsync(pages: 40);

        await ledger.AddReceiptsAsync(
            run,
            [.. Enumerable.Range(0, 40).Select(page => Samples.Receipt(run, page, page % 3, MessageState.Delivered))],
            Token
        );

        Assert.Equal(new MessageCounts(0, 0, 80, 40, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task PageThatReceiptsClosed_IsNotOpen()
    {
        var (ledger, run) = await SentAsync(pages: 4, settle: false);
        await ledger.AddReceiptsAsync(run, [.. Enumerable.Range(0, 3).Select(i => Samples.Receipt(run, 0, i, MessageState.Sent))], Token);
        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 2, 0, MessageState.Sent)], Token);

        var open = await ledger.ReadPagesAsync(run, lane: 0, fromPage: 0, openOnly: true, Token).ToListAsync(Token);

        var page = Assert.Single(open);
        Assert.Equal((2, 2), (page.Number, page.Counts.Open));
    }

    [Fact]
    public async Task Receipt_ForAPageOrPlaceThatIsNotThere_ChangesNothing()
    {
        var (ledger, run) = await SentAsync(pages: 1);

        await ledger.AddReceiptsAsync(
            run,
            [Samples.Receipt(run, 0, 77, MessageState.Failed), Samples.Receipt(run, 8, 0, MessageState.Failed)],
            Token
        );
        await ledger.FoldAsync(run, 0, Token);
        await ledger.FoldAsync(run, 8, Token);

        Assert.Equal(new MessageCounts(0, 0, 3, 0, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
        Assert.Null(await ledger.ReadPageAsync(run, 8, Token));
        var other = Samples.Receipt(Samples.Run("other"), 0, 0, MessageState.Failed);
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.AddReceiptsAsync(run, [other], Token));
    }

    private static async Task<MessageState> StateAsync(ILedger ledger, Run run, int page = 0) =>
        (await ledger.ReadPageAsync(run, page, Token))!.Messages[0].State;

    private async Task<(ILedger Ledger, Run Run)> SentAsync(int pages, bool settle = true)
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run(lanes: 2);
        var planned = Enumerable
            .Range(0, pages)
            .Select(number =>
            {
                var page = Samples.Page(number);
                page.Claim("claim", "account", 0, LedgerPage.Capacity, Samples.Now);
                for (var i = 0; settle && i < page.Messages.Count; i++)
                {
                    page.Settle(i, MessageState.Sent, 1, "provider-id", null, Samples.Now);
                }

                return page;
            });
        await ledger.AddPagesAsync(run, [.. planned], Token);
        return (ledger, run);
    }
}
