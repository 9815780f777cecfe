using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Testing.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Storage.Tests.Ledger;

/// <summary>Whatever is done to a ledger: counts are the pages', and the stored ledger stands where the one in memory does.</summary>
[Collection(AzuriteTests.Name)]
public sealed class LedgerProperties(AzuriteFixture azurite)
{
    private const int Pages = 3;
    private static readonly MessageState[] Reported = [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    private static CancellationToken Token => CancellationToken.None;

    [Fact]
    public async Task StoredLedger_AfterAnyOperations_StandsWhereTheOneInMemoryDoes()
    {
        var hub = await azurite.NewHubAsync();
        var number = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(12),
            Prop.ForAll<int[]>(operations => AlikeAsync(hub, Interlocked.Increment(ref number), operations ?? []).GetAwaiter().GetResult())
        );
    }

    private static async Task<bool> AlikeAsync(StorageTables hub, int number, int[] operations)
    {
        ILedger[] ledgers = [new TableLedger(hub), new InMemoryLedger()];
        var run = Samples.Run(taskId: $"task{number}", lanes: 2);
        foreach (var ledger in ledgers)
        {
            await ledger.AddPagesAsync(run, [.. Enumerable.Range(0, Pages).Select(page => Samples.Page(page))], Token);
        }

        for (var step = 0; step < operations.Length; step++)
        {
            foreach (var ledger in ledgers)
            {
                await DoAsync(ledger, run, Math.Abs((long)operations[step]), step);
            }
        }

        var standings = await Task.WhenAll(ledgers.Select(ledger => StandingAsync(ledger, run)));
        Assert.Equal(standings[1].Messages, standings[0].Messages);
        Assert.All(standings, standing =>
            Assert.Equal(standing.Messages.Aggregate(default(MessageCounts), (sum, one) => sum.With(one.State)), standing.Counts)
        );
        return true;
    }

    private static async Task DoAsync(ILedger ledger, Run run, long choice, int step)
    {
        var (page, index, state) = ((int)(choice / 8 % Pages), (int)(choice / 24 % 3), Reported[choice / 72 % 4]);
        var now = Samples.Now.AddMinutes(step + 1);
        switch (choice % 8)
        {
            case 0 or 1:
                await ledger.AddReceiptsAsync(run, [Samples.Receipt(run, page, index, state, step + 1)], Token);
                break;
            case 2:
                await ledger.FoldAsync(run, page, Token);
                break;
            case 3:
                await ledger.AddPagesAsync(run, [Samples.Page(page)], Token);
                break;
            case var kind:
                var stored = (await ledger.ReadPageAsync(run, page, Token))!;
                Change(stored, kind, index, now);
                await ledger.SavePageAsync(run, stored, Token);
                break;
        }
    }

    private static void Change(LedgerPage page, long kind, int index, DateTimeOffset now)
    {
        switch (kind)
        {
            case 4:
                page.Claim($"claim{index}", "account", 0, index + 1, now);
                break;
            case 5:
                page.Settle(index, MessageState.Sent, 1, $"provider-{index}", null, now);
                break;
            case 6:
                page.Recover(hasIdempotencyKey: index is 0, now);
                break;
            default:
                page.Cancel("the run ended", now);
                break;
        }
    }

    private static async Task<(List<LedgerMessage> Messages, MessageCounts Counts)> StandingAsync(ILedger ledger, Run run)
    {
        List<LedgerMessage> messages = [];
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, 0, openOnly: false, Token))
            {
                messages.AddRange(page.Messages);
            }
        }

        return (messages, await ledger.CountAsync(run, Token));
    }
}
