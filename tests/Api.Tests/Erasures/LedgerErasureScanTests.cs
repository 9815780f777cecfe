using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Storage;
using CampaignTasks.Testing;

namespace CampaignTasks.Api.Tests.Erasures;

public sealed class LedgerErasureScanTests
{
    private readonly ErasureScans _scans = new();

    [Fact]
    public async Task Walk_TakesWhoIsThereWhenItBegins_AndOthersHaveTheNext()
    {
        var (one, two) = (await _scans.EraseAsync("one"), await _scans.EraseAsync("two"));
        var scan = await _scans.BeginAsync();
        var late = await _scans.EraseAsync("late");

        var (_, _, isDone) = await _scans.RoundAsync(scan);

        Assert.True(isDone);
        Assert.Equal([ErasureStatus.Completed, ErasureStatus.Completed, ErasureStatus.Running], (await StoredAsync(one, two, late)).Select(stored => stored.Status));
        Assert.All(await StoredAsync(one, two), stored => Assert.Null(stored.Subject));
        Assert.True((await _scans.RoundAsync(await _scans.BeginAsync("next"))).IsDone);
        Assert.False(await _scans.Requests.BeginAsync(new ErasureScan(Any.TenantId, "idle"), default));
    }

    [Fact]
    public async Task Walk_ThroughManyPagesRunsAndTasks_StepsOnWhereItWas()
    {
        List<Run> runs = [];
        foreach (var number in Enumerable.Range(0, 3))
        {
            var task = await _scans.Tasks.AddAsync(Any.Task(CampaignTaskStatus.Running) with { Id = $"{Any.TaskId[..^1]}{number}" }, ["nobody@example.net"], default);
            foreach (var day in Enumerable.Range(0, 2))
            {
                var id = RunId.From(Any.TenantId, task.Id, Any.Now.AddDays(-day));
                var run = await _scans.Ledger.OpenAsync(Any.Run() with { TaskId = task.Id, Id = id, Occurrence = Any.Now.AddDays(-day), Lanes = 3, Pages = 100 }, default);
                await _scans.Ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 100).Select(page => Page(page, "ann", "bob"))], default);
                runs.Add(run);
            }
        }

        var erasure = await _scans.EraseAsync("ann");
        var (_, steps, isDone) = await _scans.RoundAsync(await _scans.BeginAsync());

        Assert.True(isDone);
        Assert.InRange(steps, 4, 6);
        foreach (var run in runs)
        {
            var pages = await _scans.Ledger.ReadPagesAsync(run, 1, 0, openOnly: false, default).ToListAsync();
            Assert.All(pages, page => Assert.Equal([erasure.Pseudonym, "bob@example.net"], page.Messages.Select(message => message.Address)));
            Assert.Equal(new MessageCounts(100, 0, 0, 0, 0, 0, 100, 0, 0), await _scans.Ledger.CountAsync(run, default));
        }
    }

    [Fact]
    public async Task Touch_OfAMessageThatWasWithTheProvider_GoesWhenTheWalkIsDone()
    {
        await _scans.EraseAsync("ann");
        var touch = new Touch(new MessageId(Any.Run().Id, 0, 0), Any.TaskId, ChannelKind.Email, Any.Now);
        await _scans.Touches.AddAsync(Any.TenantId, [("ann", touch), ("bob", touch)], Any.Now.AddDays(-1), default);

        Assert.True((await _scans.RoundAsync(await _scans.BeginAsync())).IsDone);

        var histories = await _scans.Touches.FindManyAsync(Any.TenantId, ["ann", "bob"], default);
        Assert.Equal([0, 1], histories.Select(history => history.Touches.Count));
    }

    [Fact]
    public async Task MessageBeingSent_IsLeftToItsSender_WhichSettlesIt_AndIsFoundInTheNextRound()
    {
        var (task, run) = await _scans.OpenAsync("ann@example.net", "bob@example.net");
        run = await _scans.PlanAsync(task, run);
        var visit = new PageClaim(_scans.Ledger, run, (await _scans.Ledger.ReadPageAsync(run, 0, default))!, "claim", tally: null, new StorageRetry(new StorageErrors(), _scans.Time));
        await visit.ChangeAsync(page => page.Claim("claim", Any.AccountId, 0, 1, Any.Now));
        var (ann, bob) = (await _scans.EraseAsync("ann"), await _scans.EraseAsync("bob"));

        var (scan, _, isDone) = await _scans.RoundAsync(await _scans.BeginAsync());

        Assert.Equal((false, 1, 1), (isDone, (await _scans.StoredAsync(ann)).RunsLeft, (await _scans.StoredAsync(bob)).RunsLeft));
        Assert.Equal(("ann@example.net", MessageState.Sending), await WhoAsync(run, 0));
        Assert.Equal((bob.Pseudonym, MessageState.Skipped), await WhoAsync(run, 1));

        // The sender holds the page as it read it; its claim is still its own.
        await visit.ChangeAsync(page =>
        {
            page.Settle(0, MessageState.Sent, 1, "provider-id", null, Any.Now);
            page.Release();
            return [];
        });
        Assert.True((await _scans.RoundAsync(scan)).IsDone);
        Assert.Equal((ann.Pseudonym, MessageState.Sent), await WhoAsync(run, 0));
        Assert.Equal("provider-id", (await _scans.MessageAsync(run, 0, 0)).ProviderId);
    }

    [Fact]
    public async Task Run_PlannedFromAnAudienceFrozenBefore_DoesNotBringThePersonBack()
    {
        await _scans.AddContactAsync("ann");
        var (task, run) = await _scans.OpenAsync("ann@example.net", "bob@example.net");
        run = await _scans.Ledger.UpdateAsync(await _scans.Planner.BeginAsync(run), default);
        await _scans.Reader.FreezeAsync(task, run, default);
        _scans.Time.Advance(TimeSpan.FromMinutes(1));
        var erasure = await _scans.EraseAsync("ann");

        var (scan, _, isDone) = await _scans.RoundAsync(await _scans.BeginAsync());
        Assert.Equal((false, 1), (isDone, (await _scans.StoredAsync(erasure)).RunsLeft));

        // The planner goes on with what it has frozen, and the run is over before the scan comes back.
        run = await _scans.PlanAsync(task, run);
        Assert.Equal("ann", (await _scans.MessageAsync(run, 0, 0)).ContactId);
        await _scans.Ledger.UpdateAsync(run with { CompletedAt = _scans.Time.GetUtcNow(), Status = RunStatus.Canceled }, default);

        Assert.True((await _scans.RoundAsync(scan)).IsDone);
        Assert.Equal((erasure.Pseudonym, MessageState.Skipped), await WhoAsync(run, 0));
        Assert.Equal(("bob@example.net", MessageState.Pending), await WhoAsync(run, 1));
    }

    [Fact]
    public async Task Edit_OfTheAudienceUnderWay_DoesNotSendToAnErasedAddressAgain()
    {
        var (task, run) = await _scans.OpenAsync("ann@example.net", "bob@example.net");
        run = await _scans.PlanAsync(task, run);
        await _scans.Planner.EndAsync(run, default);
        await _scans.EraseAsync("ann");
        await _scans.RoundAsync(await _scans.BeginAsync());
        string[] list = ["Ann@example.net", "bob@example.net", "eve@example.net"];
        task = await _scans.Tasks.UpdateAsync(task with { Audience = new PastedList(2, list.Length, 0), PlanVersion = 2, AudienceSince = 2 }, list, default);

        run = await _scans.Planner.ReplanAsync(task, (await _scans.Ledger.FindAsync(run.Id, default))!, default);

        var pages = await _scans.Ledger.ReadPagesAsync(run, 0, 0, openOnly: true, default).ToListAsync();
        Assert.Equal(["bob@example.net", "eve@example.net"], pages.SelectMany(page => page.Messages).Where(m => m.State is MessageState.Pending).Select(m => m.Address));
    }

    [Fact]
    public async Task Failure_ThatRepeatsTheAddress_DoesSoNoMore_OnRunAndTask()
    {
        var (task, run) = await _scans.OpenAsync("ann@example.net");
        run = await _scans.PlanAsync(task, run);
        await _scans.Ledger.UpdateAsync(run with { Failure = "Message 7 failed: 550: no mailbox Ann@example.net", CompletedAt = Any.Now }, default);
        await _scans.Tasks.UpdateAsync(task.Fail("Message 7 failed: 550: no mailbox Ann@example.net", Any.Now), null, default);

        var erasure = await _scans.EraseAsync("ann");
        await _scans.RoundAsync(await _scans.BeginAsync());

        var words = $"Message 7 failed: 550: no mailbox {erasure.Pseudonym}";
        Assert.Equal((words, null), ((await _scans.Ledger.FindAsync(run.Id, default))!.Failure, (await _scans.Ledger.FindAsync(run.Id, default))!.Erased));
        Assert.Equal(words, (await _scans.Tasks.FindAsync(task.TenantId, task.Id, default))!.EndReason);
    }

    [Fact]
    public async Task Contact_StoredAnewBeforeACrashedErasureIsRepeated_Stays()
    {
        var erasure = await _scans.EraseAsync("ann");
        await _scans.Erasures.UpdateAsync((await _scans.StoredAsync(erasure)) with { ErasedAt = null }, default);
        _scans.Time.Advance(TimeSpan.FromSeconds(1));
        await _scans.AddContactAsync("ann");

        Assert.True((await _scans.RoundAsync(await _scans.BeginAsync())).IsDone);

        Assert.NotNull(await _scans.Contacts.FindAsync(Any.TenantId, "ann", default));
    }

    [Fact]
    public async Task Erasure_WhoseSubjectCannotBeRead_StaysOpen_AndHoldsUpNoOther()
    {
        var broken = await _scans.EraseAsync("one");
        await _scans.Erasures.UpdateAsync((await _scans.StoredAsync(broken)) with { Subject = "v1.00000000.c2VhbGVk" }, default);
        var good = await _scans.EraseAsync("two");

        Assert.True((await _scans.RoundAsync(await _scans.BeginAsync())).IsDone);

        Assert.Equal([ErasureStatus.Running, ErasureStatus.Completed], (await StoredAsync(broken, good)).Select(stored => stored.Status));
    }

    private async Task<(string Address, MessageState State)> WhoAsync(Run run, int index)
    {
        var message = await _scans.MessageAsync(run, 0, index);
        return (message.Address, message.State);
    }

    private async Task<IReadOnlyList<Erasure>> StoredAsync(params Erasure[] erasures)
    {
        List<Erasure> stored = [];
        foreach (var erasure in erasures)
        {
            stored.Add(await _scans.StoredAsync(erasure));
        }

        return stored;
    }

    private static LedgerPage Page(int number, params string[] contacts) =>
        LedgerPage.Plan(number, contacts.Select(contact => new Recipient($"{contact}@example.net", contact)), Any.Now);
}
