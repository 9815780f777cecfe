using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Planning;

/// <summary>A run whose recipients are spelled differently, or have moved, when its audience is edited.</summary>
public sealed class ReplanIdentityTests
{
    private readonly InMemoryTaskStore _tasks = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryAudienceStore _audiences = new();
    private readonly RunPlanner _planner;

    public ReplanIdentityTests()
    {
        var settings = new InMemorySettingsStore();
        var addresses = new AddressCandidates(_contacts, settings);
        var sources = new AudienceSources([
            new PastedListSource(addresses),
            new SavedAudienceSource(_audiences, new ContactCandidates(_contacts, settings), addresses, null!, null!),
        ]);
        var snapshots = new AudienceSnapshotter(new InMemoryAudienceSnapshotStore(), _tasks, sources);
        var retry = new StorageRetry(new StorageErrors(), TimeProvider.System);
        _planner = new RunPlanner(snapshots, _runs, _ledger, _contacts, settings, retry, new FakeTimeProvider(Any.Now));
    }

    [Theory]
    [InlineData(MessageState.Sent)]
    [InlineData(MessageState.Pending)]
    public async Task List_OfTheSamePeopleInOtherSpellings_GivesNobodyASecondMessage(MessageState state)
    {
        await PlanAsync("Ann@example.net", "bob@EXAMPLE.net");
        await SettleAsync(0, state);

        await EditAsync("ann@example.net", "BOB@example.net");

        Assert.Equal([("Ann@example.net", state), ("bob@example.net", MessageState.Pending)], await MessagesAsync());
    }

    [Theory]
    [InlineData(MessageState.Sent)]
    [InlineData(MessageState.Pending)]
    public async Task Contact_WhoMovedAfterPlanning_KeepsTheOneMessage(MessageState state)
    {
        await SaveAsync("c1", "Ann@example.net");
        await PlanContactsAsync("c1");
        await SettleAsync(0, state);
        await SaveAsync("c1", "ann@example.org");
        await SaveAsync("c2", "cid@example.net");

        await EditToContactsAsync("c1", "c2");

        Assert.Equal([("Ann@example.net", state), ("cid@example.net", MessageState.Pending)], await MessagesAsync());
    }

    [Fact]
    public async Task Contact_WithoutAnAddressAnyMore_IsSkipped_AndItsOldAddressIsFree()
    {
        await SaveAsync("c1", "desk@example.net");
        await SaveAsync("c2", "bob@example.net");
        await SaveAsync("c3", "cid@example.net");
        await PlanContactsAsync("c1", "c2", "c3");
        await SaveAsync("c1", email: null);
        await SaveAsync("c4", "desk@example.net");

        await EditToContactsAsync("c1", "c2", "c4");

        var messages = (await LedgerAsync()).ToDictionary(message => message.ContactId!);
        Assert.Equal((MessageState.Skipped, EligibilityRules.AddressRemoved), (messages["c1"].State, messages["c1"].Reason));
        Assert.Equal(MessageState.Pending, messages["c2"].State);
        Assert.Equal((MessageState.Canceled, "left the audience by an edit"), (messages["c3"].State, messages["c3"].Reason));
        Assert.Equal(MessageState.Pending, messages["c4"].State);
    }

    [Fact]
    public async Task Address_ThatWasSent_GetsNoSecondMessageThroughAnotherContact()
    {
        await SaveAsync("c1", "home@example.net");
        await PlanContactsAsync("c1");
        await SettleAsync(0, MessageState.Sent);
        await SaveAsync("c1", "ann@example.org");
        await SaveAsync("c2", "HOME@example.net");

        await EditToContactsAsync("c2");

        Assert.Equal([("home@example.net", MessageState.Sent)], await MessagesAsync());
    }

    [Fact]
    public async Task Address_WhoseContactMovedBeforeItWasSent_IsFreeForTheNextContact()
    {
        await SaveAsync("c1", "desk@example.net");
        await PlanContactsAsync("c1");
        await SaveAsync("c1", "ann@example.org");
        await SaveAsync("c2", "desk@example.net");

        await EditToContactsAsync("c1", "c2");

        Assert.Equal(["c1", "c2"], await RecipientsAsync());
    }

    [Fact]
    public async Task Contact_WhoLeft_LosesTheMessageToSomebodyElseAtTheAddress()
    {
        await SaveAsync("c1", "desk@example.net");
        await PlanContactsAsync("c1");
        await SaveAsync("c1", "ann@example.org");
        await SaveAsync("c2", "desk@example.net");

        await EditToContactsAsync("c2");

        Assert.Equal([("desk@example.net", MessageState.Canceled), ("desk@example.net", MessageState.Pending)], await MessagesAsync());
    }

    [Fact]
    public async Task Contacts_WhoShareAnAddress_GetOneMessage_AndSoDoesAListedContact()
    {
        await SaveAsync("c1", "Home@example.net");
        await SaveAsync("c2", "home@example.net");
        await PlanContactsAsync("c1", "c2");
        await SettleAsync(0, MessageState.Sent);

        await EditAsync("HOME@example.net", "bob@example.net");

        Assert.Equal(
            ["home@example.net", "bob@example.net"],
            (await MessagesAsync()).Select(message => message.Item1),
            RecipientIdentity.Addresses(ChannelKind.Email)
        );
    }

    private Task PlanAsync(params string[] list) => PlanAsync(new PastedList(1, list.Length, 0), list);

    private async Task PlanContactsAsync(params string[] members)
    {
        await _audiences.ChangeMembersAsync(Any.TenantId, "l1", members, [], default);
        await PlanAsync(await NewListAsync("l1", members), []);
    }

    private async Task<Audience> NewListAsync(string id, string[] members)
    {
        await _audiences.ChangeMembersAsync(Any.TenantId, id, members, [], default);
        await _audiences.AddAsync(
            new AudienceDefinition
            {
                TenantId = Any.TenantId,
                Id = id,
                Name = id,
                CreatedAt = Any.Now,
                UpdatedAt = Any.Now,
            },
            default
        );
        return new SavedAudience(id);
    }

    private async Task PlanAsync(Audience audience, string[] list)
    {
        var task = Any.Task(CampaignTaskStatus.Running) with { Plan = Any.Plan() with { Audience = audience } };
        await _tasks.AddAsync(task, [.. list.Select(Normal)], default);
        var run = await _runs.OpenAsync(Any.Run() with { Status = RunStatus.Planning, Pages = 0 }, default);
        run = await _runs.UpdateAsync(await _planner.PlanAsync(task, run, default), default);
        await _planner.EndAsync(run, default);
    }

    private async Task EditToContactsAsync(params string[] members) => await EditAsync(await NewListAsync("l2", members), []);

    private Task EditAsync(params string[] list) => EditAsync(new PastedList(2, list.Length, 0), list);

    private async Task EditAsync(Audience audience, string[] list)
    {
        var task = (await _tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;
        task = task with { Plan = task.Plan with { Audience = audience }, PlanVersion = 2, AudienceSince = 2 };
        task = await _tasks.UpdateAsync(task, audience is PastedList ? [.. list.Select(Normal)] : null, default);
        var run = await _planner.ReplanAsync(task, (await _runs.FindAsync(Any.RunId, default))!, default);
        await _planner.EndAsync(await _runs.UpdateAsync(run, default), default);
    }

    private async Task SaveAsync(string id, string? email)
    {
        var before = await _contacts.FindAsync(Any.TenantId, id, default);
        var contact = Samples.Contact(id, Any.TenantId, email) with { ETag = before?.ETag };
        await _contacts.SaveAsync(email is null ? contact with { Addresses = new Dictionary<ChannelKind, string>() } : contact, default);
    }

    private async Task SettleAsync(int index, MessageState state)
    {
        var run = (await _runs.FindAsync(Any.RunId, default))!;
        var page = (await _ledger.ReadPageAsync(run, 0, default))!;
        var messages = page.Messages.Select((message, i) => i == index ? message with { State = state } : message);
        await _ledger.SavePageAsync(run, new LedgerPage(0, messages, etag: page.ETag), default);
    }

    private async Task<List<LedgerMessage>> LedgerAsync()
    {
        List<LedgerMessage> messages = [];
        var run = (await _runs.FindAsync(Any.RunId, default))!;
        await foreach (var page in _ledger.ReadPagesAsync(run, lane: 0, fromPage: 0, openOnly: false, default))
        {
            messages.AddRange(page.Messages);
        }

        return messages;
    }

    private async Task<IEnumerable<(string, MessageState)>> MessagesAsync() =>
        (await LedgerAsync()).Select(message => (message.Address, message.State));

    private async Task<IEnumerable<string?>> RecipientsAsync() => (await LedgerAsync()).Select(message => message.ContactId);

    private static string Normal(string address) => ChannelAddress.Normalize(ChannelKind.Email, address).Address!;
}
