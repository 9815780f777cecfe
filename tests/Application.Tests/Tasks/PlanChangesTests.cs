using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Tasks;

/// <summary>Who joins and leaves by an edit of a run's list, when contacts have moved meanwhile.</summary>
public sealed class PlanChangesTests
{
    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();

    [Theory]
    [InlineData(MessageState.Pending)]
    [InlineData(MessageState.Sent)]
    public async Task Contact_WhoMovedToANewAddressOfTheList_NeitherLeavesNorJoins(MessageState state)
    {
        await PlanAsync(state);

        var change = await EditAsync("ann@example.org", "bob@example.net");

        Assert.Equal((0, 0), (change.Leaving, change.Joining));
    }

    [Fact]
    public async Task Contact_WhoMoved_AndWhoseOldAddressStaysInTheList_DoesNotJoinAfterTheMessageWasSent()
    {
        await PlanAsync(MessageState.Sent);

        Assert.Equal(0, (await EditAsync("ann@example.net", "ann@example.org", "bob@example.net")).Joining);
    }

    [Fact]
    public async Task Contact_WhoMovedBeforeTheMessageLeft_LeavesTheOldAddressToSomebodyWhoJoins()
    {
        await PlanAsync(MessageState.Pending);

        Assert.Equal(1, (await EditAsync("ann@example.net", "ann@example.org", "bob@example.net")).Joining);
    }

    [Fact]
    public async Task Contact_WhoMovedElsewhere_Leaves_AndOthersJoin()
    {
        await PlanAsync(MessageState.Pending);

        var change = await EditAsync("bob@example.net", "cid@example.net");

        Assert.Equal((1, 1), (change.Leaving, change.Joining));
    }

    /// <summary>A run of Ann, a contact, and Bob, an address; afterwards Ann moves.</summary>
    private async Task PlanAsync(MessageState state)
    {
        var run = await _runs.OpenAsync(Any.Run(), default);
        var page = LedgerPage.Plan(0, [new Recipient("ann@example.net", "ann"), new Recipient("bob@example.net")], Any.Now);
        await _ledger.AddPagesAsync(
            run,
            [new LedgerPage(0, page.Messages.Select(message => message.ContactId is null ? message : message with { State = state }))],
            default
        );
        await _contacts.SaveAsync(Samples.Contact("ann", Any.TenantId, "ann@example.org"), default);
    }

    private async Task<PlanChange> EditAsync(params string[] list)
    {
        var before = Any.Task(CampaignTaskStatus.Running) with { Plan = Any.Plan() with { Audience = new PastedList(1, 2, 0) } };
        var after = before with { Plan = before.Plan with { Audience = new PastedList(2, list.Length, 0) }, PlanVersion = 2 };
        return (await new PlanChanges(new InMemoryTaskStore(), _runs, _ledger, _contacts).OfAsync(before, after, list, default))!;
    }
}
