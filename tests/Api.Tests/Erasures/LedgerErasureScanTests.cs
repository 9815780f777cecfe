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
    private readonly ErasureScans _walks = new();

    [Fact]
    public async Task Scan_TakesWhoIsThereWhenItBegins_AndOthersHaveTheNext()
    {
        var (one, two) = (await _walks.EraseAsync("one"), await _walks.EraseAsync("two"));
        var scan = await _walks.BeginAsync();
        var late = await _walks.EraseAsync("late");

        var (_, _, isDone) = await _walks.RoundAsync(scan);

        Assert.True(isDone);
        Assert.Equal(
            [ErasureStatus.Completed, ErasureStatus.Completed, ErasureStatus.Running],
            (await StoredAsync(one, two, late)).Select(stored => stored.Status)
        );
        Assert.All(await StoredAsync(one, two), stored => Assert.Null(stored.Subject));
        Assert.True((await _walks.RoundAsync(await _walks.BeginAsync("next"))).IsDone);
        Assert.False(await _walks.Notes.BeginAsync(new ErasureScan(Any.TenantId, "idle"), default));
    }

    [Fact]
    public async Task Scan_OfManyPagesRunsAndTasks_ContinuesWhereItWas()
    {
        List<Run> runs = [];
        foreach (var number in Enumerable.Range(0, 3))
        {
            var task = await _walks.Tasks.AddAsync(
                Any.Task(CampaignTaskStatus.Running) with
                {
                    Id = $"{Any.TaskId[..^1]}{number}",
                },
                ["nobody@example.net"],
                default
            );
            foreach (var day in Enumerable.Range(0, 2))
            {
                var id = RunId.From(Any.TenantId, task.Id, Any.Now.AddDays(-day));
                var run = await _walks.Runs.OpenAsync(
                    Any.Run() with
                    {
                        TaskId = task.Id,
                        Id = id,
                        Occurrence = Any.Now.AddDays(-day),
                        Lanes = 3,
                        Pages = 100,
                    },
                    default
                );
                await _walks.Ledger.AddPagesAsync(run, [.. Enumerable.Range(0, 100).Select(page => Page(page, "ann", "bob"))], default);
                runs.Add(run);
            }
        }

        var erasure = await _walks.EraseAsync("ann");
        var (_, steps, isDone) = await _walks.RoundAsync(await _walks.BeginAsync());

        Assert.True(isDone);
        Assert.InRange(steps, 4, 6);
        foreach (var run in runs)
        {
            var pages = await _walks.Ledger.ReadPagesAsync(run, 1, 0, openOnly: false, default).ToListAsync();
            Assert.All(pages, page =>
                Assert.Equal([erasure.Pseudonym, "bob@example.net"], page.Messages.Select(message => message.Address))
            );
            Assert.Equal(new MessageCounts(100, 0, 0, 0, 0, 0, 100, 0, 0), await _walks.Ledger.CountAsync(run, default));
        }
    }

    [Fact]
    public async Task Touch_OfAMessageThatWasWithTheProvider_GoesWhenTheScanIsDone()
    {
        await _walks.EraseAsync("ann");
        var touch = new Touch(new MessageId(Any.Run().Id, 0, 0), Any.TaskId, ChannelKind.Email, Any.Now);
        await _walks.Touches.AddAsync(Any.TenantId, [("ann", touch), ("bob", touch)], Any.Now.AddDays(-1), default);

        Assert.True((await _walks.RoundAsync(await _walks.BeginAsync())).IsDone);

        var histories = await _walks.Touches.FindManyAsync(Any.TenantId, ["ann", "bob"], default);
        Assert.Equal([0, 1], histories.Select(history => history.Touches.Count));
    }

    [Fact]
    public async Task MessageBeingSent_IsLeftToItsSender_WhichSettlesIt_AndIsFoundInTheNextRound()
    {
        var (task, run) = await _walks.OpenAsync("ann@example.net", "bob@example.net");
        run = await _walks.PlanAsync(task, run);
        var claim = new PageClaim(
            _walks.Ledger,
            run,
            (await _walks.Ledger.ReadPageAsync(run, 0, default))!,
            "claim",
            metrics: null,
            new StorageRetry(new StorageErrors(), _walks.Time)
        );
        await claim.ChangeAsync(page => page.Claim("claim", Any.AccountId, 0, 1, Any.Now));
        var (ann, bob) = (await _walks.EraseAsync("ann"), await _walks.EraseAsync("bob"));

        var (scan, _, isDone) = await _walks.RoundAsync(await _walks.BeginAsync());

        Assert.Equal((false, 1, 1), (isDone, (await _walks.StoredAsync(ann)).RunsLeft, (await _walks.StoredAsync(bob)).RunsLeft));
        Assert.Equal(("ann@example.net", MessageState.Sending), await WhoAsync(run, 0));
        Assert.Equal((bob.Pseudonym, MessageState.Skipped), await WhoAsync(run, 1));

        // The sender holds the page as it read it; its claim is still its own.
        await claim.ChangeAsync(page =>
        {
            page.Settle(0, MessageState.Sent, 1, "provider-id", null, Any.Now);
            page.Release();
            return [];
        });
        Assert.True((await _walks.RoundAsync(scan)).IsDone);
        Assert.Equal((ann.Pseudonym, MessageState.Sent), await WhoAsync(run, 0));
        Assert.Equal("provider-id", (await _walks.MessageAsync(run, 0, 0)).ProviderId);
    }

    [Fact]
    public async Task Run_PlannedFromAnAudienceFrozenBefore_DoesNotBringThePersonBack()
    {
        await _walks.AddContactAsync("ann");
        var (task, run) = await _walks.OpenAsync("ann@example.net", "bob@example.net");
        run = await _walks.Runs.UpdateAsync(await _walks.Planner.BeginAsync(run), default);
        await _walks.Reader.CreateAsync(task, run, default);
        _walks.Time.Advance(TimeSpan.FromMinutes(1));
        var erasure = await _walks.EraseAsync("ann");

        var (scan, _, isDone) = await _walks.RoundAsync(await _walks.BeginAsync());
        Assert.Equal((false, 1), (isDone, (await _walks.StoredAsync(erasure)).RunsLeft));

        // The planner goes on with what it has frozen, and the run is over before the scan comes back.
        run = await _walks.PlanAsync(task, run);
        Assert.Equal("ann", (await _walks.MessageAsync(run, 0, 0)).ContactId);
        await _walks.Runs.UpdateAsync(run with { CompletedAt = _walks.Time.GetUtcNow(), Status = RunStatus.Canceled }, default);

        Assert.True((await _walks.RoundAsync(scan)).IsDone);
        Assert.Equal((erasure.Pseudonym, MessageState.Skipped), await WhoAsync(run, 0));
        Assert.Equal(("bob@example.net", MessageState.Pending), await WhoAsync(run, 1));
    }

    [Fact]
    public async Task Edit_OfTheAudienceUnderWay_DoesNotSendToAnErasedAddressAgain()
    {
        var (task, run) = await _walks.OpenAsync("ann@example.net", "bob@example.net");
        run = await _walks.PlanAsync(task, run);
        await _walks.Planner.EndAsync(run, default);
        await _walks.EraseAsync("ann");
        await _walks.RoundAsync(await _walks.BeginAsync());
        string[] list = ["Ann@example.net", "bob@example.net", "eve@example.net"];
        var plan = task.Plan with { Audience = new PastedList(2, list.Length, 0) };
        task = await _walks.Tasks.UpdateAsync(task with { Plan = plan, PlanVersion = 2, AudienceSince = 2 }, list, default);

        run = await _walks.Planner.ReplanAsync(task, (await _walks.Runs.FindAsync(run.Id, default))!, default);

        var pages = await _walks.Ledger.ReadPagesAsync(run, 0, 0, openOnly: true, default).ToListAsync();
        Assert.Equal(
            ["bob@example.net", "eve@example.net"],
            pages.SelectMany(page => page.Messages).Where(m => m.State is MessageState.Pending).Select(m => m.Address)
        );
    }

    [Fact]
    public async Task Failure_ThatRepeatsTheAddress_DoesSoNoMore_OnRunAndTask()
    {
        var (task, run) = await _walks.OpenAsync("ann@example.net");
        run = await _walks.PlanAsync(task, run);
        await _walks.Runs.UpdateAsync(
            run with
            {
                Failure = "Message 7 failed: 550: no mailbox Ann@example.net",
                CompletedAt = Any.Now,
            },
            default
        );
        await _walks.Tasks.UpdateAsync(task.Fail("Message 7 failed: 550: no mailbox Ann@example.net", Any.Now), null, default);

        var erasure = await _walks.EraseAsync("ann");
        await _walks.RoundAsync(await _walks.BeginAsync());

        var words = $"Message 7 failed: 550: no mailbox {erasure.Pseudonym}";
        Assert.Equal(
            (words, null),
            ((await _walks.Runs.FindAsync(run.Id, default))!.Failure, (await _walks.Runs.FindAsync(run.Id, default))!.Erased)
        );
        Assert.Equal(words, (await _walks.Tasks.FindAsync(task.TenantId, task.Id, default))!.EndReason);
    }

    [Fact]
    public async Task Contact_StoredAnewBeforeACrashedErasureIsRepeated_Stays()
    {
        var erasure = await _walks.EraseAsync("ann");
        await _walks.Erasures.UpdateAsync((await _walks.StoredAsync(erasure)) with { ErasedAt = null }, default);
        _walks.Time.Advance(TimeSpan.FromSeconds(1));
        await _walks.AddContactAsync("ann");

        Assert.True((await _walks.RoundAsync(await _walks.BeginAsync())).IsDone);

        Assert.NotNull(await _walks.Contacts.FindAsync(Any.TenantId, "ann", default));
    }

    [Fact]
    public async Task Erasure_WhoseSubjectCannotBeRead_StaysOpen_AndHoldsUpNoOther()
    {
        var broken = await _walks.EraseAsync("one");
        await _walks.Erasures.UpdateAsync((await _walks.StoredAsync(broken)) with { Subject = "v1.00000000.c2VhbGVk" }, default);
        var good = await _walks.EraseAsync("two");

        Assert.True((await _walks.RoundAsync(await _walks.BeginAsync())).IsDone);

        Assert.Equal([ErasureStatus.Running, ErasureStatus.Completed], (await StoredAsync(broken, good)).Select(stored => stored.Status));
    }

    private async Task<(string Address, MessageState State)> WhoAsync(Run run, int index)
    {
        var message = await _walks.MessageAsync(run, 0, index);
        return (message.Address, message.State);
    }

    private async Task<IReadOnlyList<Erasure>> StoredAsync(params Erasure[] erasures)
    {
        List<Erasure> stored = [];
        foreach (var erasure in erasures)
        {
            stored.Add(await _walks.StoredAsync(erasure));
        }

        return stored;
    }

    private static LedgerPage Page(int number, params string[] contacts) =>
        LedgerPage.Plan(number, contacts.Select(contact => new Recipient($"{contact}@example.net", contact)), Any.Now);
}
