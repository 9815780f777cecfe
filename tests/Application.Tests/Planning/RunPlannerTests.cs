using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Planning;

/// <summary>A run whose audience is edited under way, again and again.</summary>
public sealed class RunPlannerTests
{
    private const string Left = "left the audience by an edit";

    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryTaskStore _tasks = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly RunPlanner _planner;

    public RunPlannerTests()
    {
        var settings = new InMemorySettingsStore();
        var sources = new AudienceSources([new PastedListSource(new AddressCandidates(_contacts, settings))]);
        var audience = new AudienceSnapshotter(new InMemoryAudienceSnapshotStore(), _tasks, sources);
        var retry = new StorageRetry(new StorageErrors(), TimeProvider.System);
        _planner = new RunPlanner(audience, _runs, _ledger, _contacts, settings, retry, new FakeTimeProvider(Any.Now));
    }

    [Fact]
    public async Task Plan_BegunByAVersionOfSmallerPages_GoesOnWithThose()
    {
        string[] people = ["a", "b", "c", "d", "e"];
        var task = Any.Task(CampaignTaskStatus.Running) with { Plan = Any.Plan() with { Audience = new PastedList(1, people.Length, 0) } };
        await _tasks.AddAsync(task, [.. people.Select(AddressOf)], default);
        var run = await _runs.OpenAsync(Any.Run() with { Status = RunStatus.Planning, Pages = 0, PageCapacity = 2 }, default);
        await _ledger.AddPagesAsync(run, [LedgerPage.Plan(0, [AddressOf("a"), AddressOf("b")], Any.Now)], default);

        run = await _planner.PlanAsync(task, run, default);

        Assert.Equal(3, run.Pages);
        Assert.Equal(people, (await MessagesAsync(run)).Select(message => message.Address));
    }

    [Fact]
    public async Task Replan_OfAnotherAudience_CancelsWhoLeftAndAddsWhoJoined()
    {
        var run = await PlanAsync("a", "b", "c");
        await SettleAsync(run, 0, MessageState.Sent);

        run = await EditAsync("a", "c", "d");

        Assert.Equal(
            [("a", MessageState.Sent), ("b", MessageState.Canceled), ("c", MessageState.Pending), ("d", MessageState.Pending)],
            await MessagesAsync(run)
        );
        Assert.Equal(Left, (await _ledger.ReadPageAsync(run, 0, default))!.Messages[1].Reason);
        Assert.Equal((2, 2), (run.Pages, run.PlanVersion));
    }

    [Fact]
    public async Task Replan_BackAgain_GivesWhoLeftAMessageOfTheirOwn()
    {
        await PlanAsync("a", "b");
        await EditAsync("a");

        var run = await EditAsync("a", "b");

        Assert.Equal([("a", MessageState.Pending), ("b", MessageState.Canceled), ("b", MessageState.Pending)], await MessagesAsync(run));
    }

    [Fact]
    public async Task Replan_ManyTimes_NeverPlansTwoMessagesForAnybody()
    {
        await PlanAsync("a", "b");
        Run run = null!;
        for (var i = 0; i < 4; i++)
        {
            await EditAsync("b");
            run = await EditAsync("a", "b");
        }

        var messages = await MessagesAsync(run);
        Assert.Equal(
            ["a", "b"],
            messages.Where(message => message.State is MessageState.Pending).Select(message => message.Address).Order()
        );
        Assert.Equal(4, messages.Count(message => message is { Address: "a", State: MessageState.Canceled }));
    }

    [Theory]
    [InlineData(MessageState.Sent)]
    [InlineData(MessageState.Delivered)]
    [InlineData(MessageState.Sending)]
    [InlineData(MessageState.Failed)]
    [InlineData(MessageState.Unknown)]
    [InlineData(MessageState.Skipped)]
    public async Task Replan_WithWhoWasAskedForAlready_NeverSendsThemAgain(MessageState state)
    {
        var run = await PlanAsync("a", "b");
        await SettleAsync(run, 0, state);
        await EditAsync("b");

        run = await EditAsync("a", "b");

        Assert.Equal([("a", state), ("b", MessageState.Pending)], await MessagesAsync(run));
    }

    [Fact]
    public async Task Replan_WithADoubtfulMessageWhoseRecipientLeft_EndsItUnknownForGood()
    {
        var run = await PlanAsync("a", "b");
        await SettleAsync(run, 0, MessageState.Pending, mayHaveBeenSent: true);
        await EditAsync("b");

        run = await EditAsync("a", "b");

        Assert.Equal([("a", MessageState.Unknown), ("b", MessageState.Pending)], await MessagesAsync(run));
    }

    [Fact]
    public async Task Replan_Repeated_ChangesNothingMore()
    {
        var run = await PlanAsync("a", "b");
        await StoreAsync("b", "c");
        var task = (await _tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;

        // The process dies after the pages and before the run is stored.
        await _planner.ReplanAsync(task, run, default);
        run = await ReplanAsync(run);

        Assert.Equal([("a", MessageState.Canceled), ("b", MessageState.Pending), ("c", MessageState.Pending)], await MessagesAsync(run));
    }

    [Fact]
    public async Task Replan_OfOtherPartsOfThePlan_LeavesTheMessagesAlone()
    {
        var run = await PlanAsync("a", "b");
        var task = (await _tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;

        var replanned = await _planner.ReplanAsync(task with { PlanVersion = 2 }, run, default);

        Assert.Equal((run with { PlanVersion = 2 }, 2), (replanned, (await MessagesAsync(replanned)).Count));
    }

    private async Task<Run> PlanAsync(params string[] people)
    {
        var task = Any.Task(CampaignTaskStatus.Running) with { Plan = Any.Plan() with { Audience = new PastedList(1, people.Length, 0) } };
        await _tasks.AddAsync(task, [.. people.Select(AddressOf)], default);
        var run = await _runs.OpenAsync(Any.Run() with { Status = RunStatus.Planning, Pages = 0 }, default);
        run = await _runs.UpdateAsync(await _planner.PlanAsync(task, run, default), default);
        await _planner.EndAsync(run, default);
        return run;
    }

    /// <summary>Gives the task another list and brings its run up to it.</summary>
    private async Task<Run> EditAsync(params string[] people)
    {
        await StoreAsync(people);
        return await ReplanAsync((await _runs.FindAsync(Any.RunId, default))!);
    }

    private async Task<Run> ReplanAsync(Run run)
    {
        var task = (await _tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;
        run = await _runs.UpdateAsync(await _planner.ReplanAsync(task, run, default), default);
        await _planner.EndAsync(run, default);
        return run;
    }

    private async Task StoreAsync(params string[] people)
    {
        var task = (await _tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;
        var version = task.PlanVersion + 1;
        var plan = task.Plan with { Audience = new PastedList(version, people.Length, 0) };
        await _tasks.UpdateAsync(
            task with
            {
                Plan = plan,
                PlanVersion = version,
                AudienceSince = version,
            },
            [.. people.Select(AddressOf)],
            default
        );
    }

    private async Task SettleAsync(Run run, int index, MessageState state, bool mayHaveBeenSent = false)
    {
        var page = (await _ledger.ReadPageAsync(run, 0, default))!;
        var messages = page.Messages.Select(
            (message, i) =>
                i == index ? message with { State = state, Account = Any.AccountId, MayHaveBeenSent = mayHaveBeenSent } : message
        );
        await _ledger.SavePageAsync(run, new LedgerPage(0, messages, etag: page.ETag), default);
    }

    private async Task<List<(string Address, MessageState State)>> MessagesAsync(Run run)
    {
        List<(string, MessageState)> messages = [];
        await foreach (var page in _ledger.ReadPagesAsync(run, lane: 0, fromPage: 0, openOnly: false, default))
        {
            messages.AddRange(page.Messages.Select(message => (message.Address.Split('@')[0], message.State)));
        }

        return messages;
    }

    private static string AddressOf(string person) => $"{person}@example.net";
}
