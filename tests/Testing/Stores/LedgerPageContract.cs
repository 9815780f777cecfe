using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ILedger"/> does with pages.</summary>
public abstract class LedgerPageContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<ILedger> NewLedgerAsync();

    [Fact]
    public async Task PlannedPages_AreRead_LaneByLaneInOrder()
    {
        var (ledger, run) = await PlannedAsync(pages: 7);

        Assert.Equal([0, 2, 4, 6], await NumbersAsync(ledger, run, lane: 0));
        Assert.Equal([3, 5], await NumbersAsync(ledger, run, lane: 1, fromPage: 2));
        Assert.Empty(await NumbersAsync(ledger, run, lane: 0, fromPage: 7));
        var page = await ledger.ReadPageAsync(run, 5, Token);
        Assert.Equal(Samples.Page(5).Messages, page!.Messages);
        Assert.Null(page.ClaimId);
        Assert.NotNull(page.ETag);
        Assert.Null(await ledger.ReadPageAsync(run, 7, Token));
    }

    [Fact]
    public async Task PlanningRepeated_LeavesPagesAsTheyAre_AndAddsTheMissing()
    {
        var (ledger, run) = await PlannedAsync(pages: 3);
        var page = await ClaimAsync(ledger, run, 1);

        await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 230).Select(number => Samples.Page(number, messages: 2))], Token);
        await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 230).Select(number => Samples.Page(number, messages: 9))], Token);

        Assert.Equal((3 * 3) + (227 * 2), (await ledger.CountAsync(run, Token)).Total);
        var again = await ledger.ReadPageAsync(run, 1, Token);
        Assert.Equal((page.ETag, page.ClaimId, 3), (again!.ETag, again.ClaimId, again.Counts.Sending));
    }

    [Fact]
    public async Task SavedPage_IsRead_AsItWasWritten()
    {
        var (ledger, run) = await PlannedAsync(pages: 1);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account-1", 0, 2, Samples.Now.AddSeconds(5));
        page.Settle(0, MessageState.Sent, 1, "provider-id", null, Samples.Now.AddSeconds(7));
        page.Settle(1, MessageState.Failed, 3, null, "it's 漢字 \0 🎉", Samples.Now.AddMilliseconds(9900));

        await ledger.SavePageAsync(run, page, Token);
        var read = (await ledger.ReadPageAsync(run, 0, Token))!;

        Assert.Equal(page.ETag, read.ETag);
        Assert.Equal("claim", read.ClaimId);
        Assert.Equal(page.Messages[0], read.Messages[0]);
        // Whole seconds are kept.
        Assert.Equal(page.Messages[1] with { UpdatedAt = Samples.Now.AddSeconds(9) }, read.Messages[1]);
        Assert.Equal(page.Messages[2], read.Messages[2]);

        read.Release();
        await ledger.SavePageAsync(run, read, Token);
        Assert.Null((await ledger.ReadPageAsync(run, 0, Token))!.ClaimId);
    }

    [Fact]
    public async Task DoubtAndZone_AreKept()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run(lanes: 1);
        await ledger.AddPagesAsync(
            run,
            [LedgerPage.Plan(0, ["a@example.net", "b@example.net"], Samples.Now, "Europe/Paris"), Samples.Page(1)],
            Token
        );
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account-1", 0, 1, Samples.Now);
        page.Settle(0, MessageState.Pending, 1, null, "no answer", Samples.Now, mayHaveBeenSent: true);

        await ledger.SavePageAsync(run, page, Token);
        var read = (await ledger.ReadPageAsync(run, 0, Token))!;

        Assert.Equal((true, false), (read.Messages[0].MayHaveBeenSent, read.Messages[1].MayHaveBeenSent));
        Assert.Equal(("Europe/Paris", null), (read.Zone, (await ledger.ReadPageAsync(run, 1, Token))!.Zone));
    }

    [Fact]
    public async Task FullPage_OfTheLongestTexts_IsKept_AndMayShrinkAgain()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();
        var addresses = Enumerable.Range(0, LedgerPage.Capacity).Select(i => $"{i:D3}{new string('漢', 317)}");
        await ledger.AddPagesAsync(run, [LedgerPage.Plan(0, addresses, Samples.Now)], Token);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account", 0, LedgerPage.Capacity, Samples.Now);
        for (var i = 0; i < LedgerPage.Capacity; i++)
        {
            page.Settle(i, MessageState.Unknown, 9, $"{i:D3}{new string('p', 61)}", $"{i:D3}{new string('漢', 400)}", Samples.Now);
        }

        await ledger.SavePageAsync(run, page, Token);
        var read = (await ledger.ReadPageAsync(run, 0, Token))!;
        Assert.Equal(page.Messages, read.Messages);
        Assert.Equal(LedgerPage.ReasonLength, read.Messages[7].Reason!.Length);

        var shorter = new LedgerPage(0, read.Messages.Select(message => message with { Reason = "short" }), read.ClaimId, read.ETag);
        await ledger.SavePageAsync(run, shorter, Token);
        Assert.Equal(shorter.Messages, (await ledger.ReadPageAsync(run, 0, Token))!.Messages);

        var renamed = new LedgerPage(
            0,
            shorter.Messages.Select(message => message with { Address = "erased-1", ContactId = "erased-1" }),
            etag: shorter.ETag
        );
        await ledger.RewritePageAsync(run, renamed, Token);
        Assert.Equal(renamed.Messages, (await ledger.ReadPageAsync(run, 0, Token))!.Messages);
    }

    [Fact]
    public async Task RewrittenPage_NamesOthers_AndSavesAfterItKeepTheirNames()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();
        await ledger.AddPagesAsync(
            run,
            [LedgerPage.Plan(0, [new Recipient("ann@example.net", "c-1"), new("bob@example.net")], Samples.Now, "Europe/Paris")],
            Token
        );
        var sender = await ClaimAsync(ledger, run, 0);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        var renamed = new LedgerPage(
            0,
            page.Messages.Select(message => message with { Address = "erased-1", ContactId = "erased-1" }),
            page.ClaimId,
            page.ETag,
            page.Zone
        );

        await ledger.RewritePageAsync(run, renamed, Token);
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.SavePageAsync(run, sender, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.RewritePageAsync(run, page, Token));

        var read = (await ledger.ReadPageAsync(run, 0, Token))!;
        Assert.Equal(renamed.Messages, read.Messages);
        Assert.Equal((renamed.ETag, "claim", "Europe/Paris"), (read.ETag, read.ClaimId, read.Zone));
        read.Settle(0, MessageState.Sent, 1, "provider-id", null, Samples.Now);
        await ledger.SavePageAsync(run, read, Token);
        Assert.Equal(["erased-1", "erased-1"], (await ledger.ReadPageAsync(run, 0, Token))!.Messages.Select(message => message.Address));
        Assert.Equal(new MessageCounts(0, 1, 1, 0, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task EmptyPage_IsAPage()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();

        await ledger.AddPagesAsync(run, [Samples.Page(0, messages: 0)], Token);

        Assert.Empty((await ledger.ReadPageAsync(run, 0, Token))!.Messages);
        Assert.Empty(await NumbersAsync(ledger, run, lane: 0, openOnly: true));
    }

    [Fact]
    public async Task Save_OfAnOldVersion_LosesTheRace_AndReadingAgainHelps()
    {
        var (ledger, run) = await PlannedAsync(pages: 1);
        var slow = (await ledger.ReadPageAsync(run, 0, Token))!;
        await ClaimAsync(ledger, run, 0, "fast");
        slow.Claim("slow", "account", 0, 1, Samples.Now);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => ledger.SavePageAsync(run, slow, Token));

        var read = (await ledger.ReadPageAsync(run, 0, Token))!;
        Assert.Equal("fast", read.ClaimId);
        read.Release();
        await ledger.SavePageAsync(run, read, Token);
    }

    [Fact]
    public async Task ClaimsAtOnce_OneWins()
    {
        var (ledger, run) = await PlannedAsync(pages: 1);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(TryAsync));

        var winner = Assert.Single(outcomes, claim => claim is not null);
        Assert.Equal(winner, (await ledger.ReadPageAsync(run, 0, Token))!.ClaimId);

        async Task<string?> TryAsync(int number)
        {
            var page = (await ledger.ReadPageAsync(run, 0, Token))!;
            if (page.Claim($"claim{number}", "account", 0, LedgerPage.Capacity, Samples.Now).Count is 0)
            {
                return null;
            }

            try
            {
                await ledger.SavePageAsync(run, page, Token);
                return page.ClaimId;
            }
            catch (ConcurrencyConflictException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task OpenPages_AreThoseWithPendingOrClaimedMessages()
    {
        var (ledger, run) = await PlannedAsync(pages: 6);
        var settled = await ClaimAsync(ledger, run, 0);
        for (var i = 0; i < settled.Messages.Count; i++)
        {
            settled.Settle(i, MessageState.Sent, 1, "id", null, Samples.Now);
        }

        await ledger.SavePageAsync(run, settled, Token);
        await ClaimAsync(ledger, run, 2);

        Assert.Equal([2, 4], await NumbersAsync(ledger, run, lane: 0, openOnly: true));
        Assert.Equal([1, 3, 5], await NumbersAsync(ledger, run, lane: 1, openOnly: true));
        Assert.Equal(new MessageCounts(12, 3, 3, 0, 0, 0, 0, 0, 0), await ledger.CountAsync(run, Token));
    }

    [Fact]
    public async Task DeletedRun_LeavesNoPageAndNoReceipt_AndDeletingItAgainIsNoError()
    {
        var (ledger, other) = (await NewLedgerAsync(), Samples.Run("other", lanes: 2));
        var run = Samples.Run(lanes: 3);
        await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 250).Select(number => Samples.Page(number, messages: 1))], Token);
        await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, 0, 0, MessageState.Sent)], Token);
        await ledger.AddPagesAsync(other, [Samples.Page(0, messages: 2)], Token);

        await ledger.DeleteAsync(run, Token);
        await ledger.DeleteAsync(run, Token);

        Assert.Null(await ledger.ReadPageAsync(run, 0, Token));
        Assert.Equal(default, await ledger.CountAsync(run, Token));
        Assert.Equal(2, (await ledger.CountAsync(other, Token)).Total);
    }

    protected static async Task<LedgerPage> ClaimAsync(ILedger ledger, Run run, int number, string claim = "claim")
    {
        var page = (await ledger.ReadPageAsync(run, number, Token))!;
        page.Claim(claim, "account", 0, LedgerPage.Capacity, Samples.Now);
        await ledger.SavePageAsync(run, page, Token);
        return page;
    }

    private async Task<(ILedger Ledger, Run Run)> PlannedAsync(int pages)
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run(lanes: 2);
        await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, pages).Select(number => Samples.Page(number))], Token);
        return (ledger, run);
    }

    private static async Task<List<int>> NumbersAsync(ILedger ledger, Run run, int lane, int fromPage = 0, bool openOnly = false) =>
        await ledger.ReadPagesAsync(run, lane, fromPage, openOnly, Token).Select(page => page.Number).ToListAsync(Token);
}
