using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Testers;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>The contract of <see cref="IAutomationStore"/>.</summary>
public abstract class AutomationStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly string _tenant = $"tenant{Guid.NewGuid():N}";

    private IAutomationStore Store { get; set; } = null!;

    public async Task InitializeAsync() => Store = await NewStoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IAutomationStore> NewStoreAsync();

    [Fact]
    public async Task Automation_StoredAndRead_IsTheSame()
    {
        var stored = await Store.AddAsync(Draft("01a"), default);

        var read = await Store.FindAsync(stored.Key, default);

        Assert.True(read!.Plan.SaysTheSameAs(stored.Plan));
        Assert.Equal((stored.ETag, stored.Status, 1), (read.ETag, read.Status, read.EventCount));
        Assert.Null(await Store.FindAsync(new AutomationKey("rival", "01a"), default));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => Store.AddAsync(Draft("01a"), default));
    }

    [Fact]
    public async Task Automation_ChangedInBetween_IsNotOverwritten()
    {
        var stored = await Store.AddAsync(Draft("01a"), default);
        await Store.UpdateAsync(stored.Start(Noon), default);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => Store.UpdateAsync(stored.Archive(Noon), default));

        Assert.Equal(AutomationStatus.Active, (await Store.FindAsync(stored.Key, default))!.Status);
    }

    [Fact]
    public async Task Plans_OfEveryVersion_StayReadable()
    {
        var started = await Store.AddAsync(Draft("01a").Start(Noon), default);
        var edited = await Store.UpdateAsync(started.Edit(SampleAutomations.Plan() with { Name = "Other" }, Noon), default);
        await Store.UpdateAsync(edited.Pause("user", Noon), default);

        Assert.Equal("Welcome", (await Store.FindPlanAsync(started.Key, 1, default))!.Name);
        Assert.Equal("Other", (await Store.FindPlanAsync(started.Key, 2, default))!.Name);
        Assert.Null(await Store.FindPlanAsync(started.Key, 3, default));
    }

    [Fact]
    public async Task List_IsNewestFirst_AndByStatus()
    {
        await Store.AddAsync(Draft("01a"), default);
        await Store.AddAsync(Draft("01b").Start(Noon), default);
        await Store.AddAsync(Draft("01c"), default);

        var first = await Store.ListAsync(_tenant, status: null, 2, cursor: null, default);
        var rest = await Store.ListAsync(_tenant, status: null, 2, first.Next, default);
        var active = await Store.ListAsync(_tenant, AutomationStatus.Active, 2, cursor: null, default);

        Assert.Equal(["01c", "01b"], first.Items.Select(one => one.Id));
        Assert.Equal(["01a"], rest.Items.Select(one => one.Id));
        Assert.Null(rest.Next);
        Assert.Equal(["01b"], active.Items.Select(one => one.Id));
    }

    [Fact]
    public async Task Tests_AreListedByWhatTheyTest_AndNotAmongAutomations()
    {
        var tested = await Store.AddAsync(Draft("01a"), default);
        foreach (var id in (string[])["01b", "01c", "01d"])
        {
            await Store.AddAsync(Test(id, tested.Id), default);
        }

        await Store.AddAsync(Test("01e", "01x"), default);

        var first = await Store.ListTestsAsync(tested.Key, 2, cursor: null, default);
        var rest = await Store.ListTestsAsync(tested.Key, 2, first.Next, default);

        Assert.Equal(["01d", "01c"], first.Items.Select(one => one.Id));
        Assert.Equal(["01b"], rest.Items.Select(one => one.Id));
        Assert.Equal("Ann", Assert.Single(rest.Items[0].Test!.Testers).Name);
        Assert.Equal(["01a"], (await Store.ListAsync(_tenant, status: null, 10, cursor: null, default)).Items.Select(one => one.Id));
        Assert.Empty(await Store.ReadSubscriptionsAsync(_tenant, default));
    }

    [Fact]
    public async Task Subscriptions_AreThoseOfLiveAutomations()
    {
        await Store.AddAsync(Draft("01a"), default);
        var live = await Store.AddAsync(Draft("01b").Start(Noon), default);
        var archived = await Store.AddAsync(Draft("01c").Start(Noon), default);
        await Store.UpdateAsync(archived.Archive(Noon), default);

        var subscription = Assert.Single(await Store.ReadSubscriptionsAsync(_tenant, default));

        Assert.Equal(live.Id, subscription.AutomationId);
        Assert.True(subscription.Wants(new ContactFact.ListJoined("ann", Noon, "newcomers")));
        Assert.False(subscription.Wants(new ContactFact.ListJoined("ann", Noon, "others")));
        Assert.False(subscription.Wants(new ContactFact.ContactChanged("ann", Noon)));
    }

    [Fact]
    public async Task Log_IsNewestFirst_AndSaysWho()
    {
        var by = new TaskActor(TaskActorKind.Key, "Ann's key", "key1");
        var stored = await Store.AddAsync(Draft("01a").AttributedTo(by), default);
        stored = await Store.UpdateAsync(stored.Start(Noon).AttributedTo(by), default);
        await Store.UpdateAsync(stored.Pause("user", Noon), default);

        var first = await Store.ListEntriesAsync(stored.Key, 2, cursor: null, default);
        var rest = await Store.ListEntriesAsync(stored.Key, 2, first.Next, default);

        Assert.Equal([AutomationEvent.Paused, AutomationEvent.Started], first.Items.Select(entry => entry.Event));
        Assert.Equal((AutomationEvent.Created, by), (rest.Items[0].Event, rest.Items[0].By));
    }

    [Fact]
    public async Task Deleted_NothingIsLeft()
    {
        var stored = await Store.AddAsync(Draft("01a"), default);

        await Store.DeleteAsync(stored, default);
        await Store.DeleteAsync(stored, default);

        Assert.Null(await Store.FindAsync(stored.Key, default));
        Assert.Null(await Store.FindPlanAsync(stored.Key, 1, default));
        Assert.Empty((await Store.ListEntriesAsync(stored.Key, 10, cursor: null, default)).Items);
    }

    private Automation Test(string id, string of)
    {
        var ann = new Tester(_tenant, "ann", "Ann", new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "ann@example.net" }, Noon);
        var test = new AutomationTest(of, Version: 1, Speed: 60, TaskActor.Service) { Testers = [ann] };
        return Automation.CreateTest(new AutomationKey(_tenant, id), SampleAutomations.Plan(), test, Noon);
    }

    private Automation Draft(string id) => Automation.Create(new AutomationKey(_tenant, id), SampleAutomations.Plan(), Noon);
}
