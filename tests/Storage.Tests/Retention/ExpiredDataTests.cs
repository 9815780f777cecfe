using CampaignTasks.Domain;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Retention;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Carts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Events;
using CampaignTasks.Storage.Facts;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Storage.Inboxes;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Retention;
using CampaignTasks.Storage.Sandbox;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Storage.Tests.Retention;

[Collection(AzuriteTests.Name)]
public sealed class ExpiredDataTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Before = Samples.Now.AddDays(10);

    private static CancellationToken Token => CancellationToken.None;

    public static TheoryData<bool> Hubs => [false, true];

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task FindRuns_OfATenant_FindsThoseCompletedBefore_OfAnyTask(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var runs = new TableRunStore(tables);
        await CompleteAsync(runs, Samples.Run(taskId: "one", day: 1), Before.AddSeconds(-1));
        await CompleteAsync(runs, Samples.Run(taskId: "two", day: 2), Before.AddDays(-5));
        await CompleteAsync(runs, Samples.Run(taskId: "one", day: 3), Before);
        await CompleteAsync(runs, Samples.Run("acme2", "one", day: 1), Before.AddDays(-5));
        await runs.OpenAsync(Samples.Run(taskId: "one", day: 4), Token);

        var found = await new TableExpiredData(tables).FindRunsAsync("acme", Before, most: 10, Token);

        Assert.Equal(
            [("one", Samples.Now.AddDays(1)), ("two", Samples.Now.AddDays(2))],
            found.Select(run => (run.TaskId, run.Occurrence)).Order()
        );
        Assert.Single(await new TableExpiredData(tables).FindRunsAsync("acme", Before, most: 1, Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfImports_LeavesThoseThatRunOrAreNewer(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var imports = new TableImportStore(tables);
        foreach (
            var (number, completedAt) in new[] { (1, Before.AddDays(-1)), (2, Before.AddDays(-2)), (3, (DateTimeOffset?)null), (4, Before) }
        )
        {
            var job = await imports.AddAsync(Import(number), Token);
            await imports.UpdateAsync(job with { CompletedAt = completedAt }, Token);
        }

        await DeleteAllAsync(tables, ExpiredKind.Imports, expected: 2);

        Assert.Equal([Samples.Id(4), Samples.Id(3)], (await imports.ListAsync("acme", 10, null, Token)).Items.Select(job => job.Id));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfSandboxMessages_LeavesNewerOnesAndOtherTenants(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var outbox = new TableSandboxOutbox(tables);
        await outbox.AddAsync(Message("acme", 0, Before.AddDays(-1)), Token);
        await outbox.AddAsync(Message("acme", 1, Before), Token);
        await outbox.AddAsync(Message("other", 2, Before.AddDays(-1)), Token);

        await DeleteAllAsync(tables, ExpiredKind.SandboxMessages, expected: 1);

        Assert.Equal(1, Assert.Single((await outbox.ListAsync("acme", 10, null, Token)).Items).Id.Index);
        Assert.Single((await outbox.ListAsync("other", 10, null, Token)).Items);
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfAuditEntries_LeavesTheTaskAndNewerEntries(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var tasks = new TableTaskStore(tables);
        var task = await tasks.AddAsync(Logged(Samples.Task(), Before.AddDays(-1)), [], Token);
        await tasks.UpdateAsync(Logged(task, Before), null, Token);

        await DeleteAllAsync(tables, ExpiredKind.AuditEntries, expected: 1);

        Assert.Equal([Before], (await tasks.ListEntriesAsync("acme", task.Id, 10, null, Token)).Items.Select(entry => entry.At));
        Assert.NotNull(await tasks.FindAsync("acme", task.Id, Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfInboundMessages_ForgetsOlderOnes(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var inbound = new TableInboundMessageStore(tables);
        await inbound.AddAsync("acme", "account", "SM1", Before.AddDays(-1), Token);
        await inbound.AddAsync("acme", "account", "SM2", Before, Token);

        await DeleteAllAsync(tables, ExpiredKind.InboundMessages, expected: 1);

        Assert.Equal(Before.AddDays(1), await inbound.AddAsync("acme", "account", "SM1", Before.AddDays(1), Token));
        Assert.Equal(Before, await inbound.AddAsync("acme", "account", "SM2", Before.AddDays(1), Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfSentMessages_ForgetsOlderIds(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var sent = new TableSentMessageStore(tables);
        var message = new MessageId(new RunId(1), 0, 1);
        await sent.SaveAsync("acme", "account", "m1", message, Before.AddDays(-1), Token);
        await sent.SaveAsync("acme", "account", "m2", message, Before, Token);

        await DeleteAllAsync(tables, ExpiredKind.SentMessages, expected: 1);

        Assert.Null(await sent.FindAsync("acme", "account", "m1", Token));
        Assert.Equal(message, await sent.FindAsync("acme", "account", "m2", Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfInboxes_ForgetsOlderMessages_WithTheirEntries(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var inboxes = new TableInboxStore(tables);
        var old = new InboxMessage
        {
            TenantId = "acme",
            ContactId = "ann",
            Id = new MessageId(new RunId(1), 0, 1),
            AccountId = "account",
            Channel = ChannelKind.Web,
            Text = "Hello",
            ReceivedAt = Before.AddDays(-1),
        };
        var newer = old with { Id = new MessageId(new RunId(1), 0, 2), ReceivedAt = Before };
        await inboxes.AddAsync(old, Token);
        await inboxes.AddAsync(newer, Token);
        await inboxes.AddAsync(old with { TenantId = "acme2" }, Token);
        await inboxes.ReadAsync("acme", "ann", old.Id, Before, Token);

        await DeleteAllAsync(tables, ExpiredKind.InboxMessages, expected: 2);

        Assert.Equal([newer], (await inboxes.ListAsync("acme", "ann", 10, null, Token)).Items);
        Assert.Null(await inboxes.FindAsync("acme", "ann", old.Id, Token));
        Assert.NotNull(await inboxes.FindAsync("acme2", "ann", old.Id, Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfEvents_ForgetsOlderOnes_AndTheirIds(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var events = new TableEventStore(tables);
        await events.SaveAsync("acme", [Event("e1"), Event("e2")], Before.AddDays(-1), Token);
        await events.SaveAsync("acme", [Event("e3")], Before, Token);
        await events.SaveAsync("acme2", [Event("e1")], Before.AddDays(-1), Token);

        await DeleteAllAsync(tables, ExpiredKind.Events, expected: 4);

        Assert.Equal(["e3"], await events.ReadAsync("acme", "c1", null, default, Token).Select(submitted => submitted.Id).ToListAsync());
        Assert.NotNull(await events.FindAsync("acme2", "e1", Token));
        Assert.Equal([EventResult.Stored], await events.SaveAsync("acme", [Event("e1") with { ContactId = "c2" }], Before, Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfCarts_ForgetsThoseThatNobodyChanged(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var carts = new TableCartStore(tables);
        await carts.SaveAsync("acme", Cart("k1"), Before.AddDays(-1), Token);
        await carts.SaveAsync("acme", Cart("k2"), Before.AddDays(-1), Token);
        await carts.SaveAsync("acme", Cart("k2") with { UpdatedAt = Before }, Before, Token);

        await DeleteAllAsync(tables, ExpiredKind.Carts, expected: 2);

        Assert.Equal(["k2"], (await carts.ReadAllAsync("acme", "c1", Token)).Select(cart => cart.Id));
        Assert.Null(await carts.FindAsync("acme", "k1", Token));
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Delete_OfFacts_ForgetsThoseThatNobodyRead(bool isTroubled)
    {
        var tables = await NewHubAsync(isTroubled);
        var time = new FakeTimeProvider(Before.AddDays(-1));
        var inbox = new TableFactInbox(tables, time);
        await inbox.AppendAsync("acme", "a1", [new ContactFact.ContactChanged("old", Before)], Token);
        time.Advance(TimeSpan.FromDays(1));
        await inbox.AppendAsync("acme", "a1", [new ContactFact.ContactChanged("new", Before)], Token);

        await DeleteAllAsync(tables, ExpiredKind.Facts, expected: 1);

        Assert.Equal("new", Assert.Single(await inbox.ReadAsync("acme", "a1", 10, Token)).Facts[0].ContactId);
    }

    private static ContactEvent Event(string id) => new(id, "Viewed", "c1", Samples.Now, new Dictionary<string, AttributeValue>());

    private static Cart Cart(string id) => new(id, "c1", Samples.Now, "EUR", []);

    private static async Task DeleteAllAsync(StorageTables tables, ExpiredKind kind, int expected)
    {
        var (data, deleted) = (new TableExpiredData(tables), 0);
        for (var round = 0; round <= expected; round++)
        {
            deleted += await data.DeleteAsync("acme", kind, Before, most: 1, Token);
        }

        Assert.Equal(expected, deleted);
        Assert.Equal(0, await data.DeleteAsync("acme", kind, Before, most: 1, Token));
    }

    private static async Task CompleteAsync(TableRunStore runs, Run run, DateTimeOffset at) =>
        await runs.UpdateAsync(await runs.OpenAsync(run, Token) with { CompletedAt = at }, Token);

    private static CampaignTask Logged(CampaignTask task, DateTimeOffset at) =>
        task with
        {
            PendingEvents = [new AuditEntry(AuditEvent.Created, at, CampaignTaskStatus.Draft)],
        };

    private static ImportJob Import(int number) =>
        new()
        {
            TenantId = "acme",
            Id = Samples.Id(number),
            Kind = ImportKind.Contacts,
            CreatedAt = Samples.Now,
        };

    private static SandboxMessage Message(string tenantId, int index, DateTimeOffset at) =>
        new(
            tenantId,
            new MessageId(new RunId(42), 0, index),
            ChannelKind.Email,
            "account",
            "ann@example.net",
            new RenderedCreative("Hello", "Hi", null),
            at
        );

    private Task<StorageTables> NewHubAsync(bool isTroubled) => isTroubled ? azurite.NewTroubledHubAsync() : azurite.NewHubAsync();
}
