using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Erasures;

public sealed class EraseFromLedgersActivityTests : IDisposable
{
    private readonly ErasureActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task EraseFromLedgers_OfATenantWithoutTasks_IsThrough()
    {
        await BeginAsync();

        Assert.Equal(Through(runsLeft: 0), await _fixture.EraseAsync());
    }

    [Fact]
    public async Task EraseFromLedgers_OfNobody_ChangesNothing()
    {
        await _fixture.Activities.StorePlannedAsync();
        var before = await _fixture.Activities.VersionsAsync();

        Assert.Equal(Through(runsLeft: 0), await _fixture.EraseAsync());

        Assert.Equal(before, await _fixture.Activities.VersionsAsync());
    }

    [Theory]
    [InlineData(MessageState.Pending, MessageState.Skipped)]
    [InlineData(MessageState.Sent, MessageState.Sent)]
    [InlineData(MessageState.Failed, MessageState.Failed)]
    [InlineData(MessageState.Unknown, MessageState.Unknown)]
    public async Task EraseFromLedgers_OfAPersonWithAMessage_LeavesAPseudonymAndSendsNothingMore(MessageState before, MessageState after)
    {
        await _fixture.Activities.StorePlannedAsync();
        await _fixture.Activities.ChangeAsync(0, message => message with { State = before });
        await BeginAsync();

        Assert.Equal(Through(runsLeft: 0), await _fixture.EraseAsync());

        var message = await _fixture.FirstMessageAsync();
        Assert.Equal(("erased-user0", "erased-user0", after), (message.Address, message.ContactId, message.State));
        Assert.Equal(
            [ActivityFixture.AddressOf(1), ActivityFixture.AddressOf(2)],
            (await _fixture.Activities.MessagesAsync()).Skip(1).Select(other => other.Address)
        );
        await EraseAgainAsync(Through(runsLeft: 0));
    }

    [Fact]
    public async Task EraseFromLedgers_OfAMessageThatIsBeingSent_LeavesItToTheNextRound()
    {
        await _fixture.Activities.StorePlannedAsync();
        await _fixture.Activities.ChangeAsync(0, message => message with { State = MessageState.Sending }, claimId: "sender");
        await BeginAsync();

        Assert.Equal(Through(runsLeft: 1), await _fixture.EraseAsync());

        Assert.Equal(ActivityFixture.AddressOf(0), (await _fixture.FirstMessageAsync()).Address);
        await EraseAgainAsync(Through(runsLeft: 1));
    }

    [Fact]
    public async Task EraseFromLedgers_OfARunThatIsBeingPlannedWithThePerson_LeavesItToTheNextRound()
    {
        await _fixture.Activities.StorePlannedAsync(run: Any.Run() with { Status = RunStatus.Planning, PlanningSince = Any.Now });
        await BeginAsync();

        Assert.Equal(Through(runsLeft: 1), await _fixture.EraseAsync());
    }

    [Fact]
    public async Task EraseFromLedgers_OfARunThatBeganAfterThePersonWasErased_ChangesNothing()
    {
        await BeginAsync();
        await _fixture.Activities.StorePlannedAsync(run: Any.Run() with { StartedAt = Any.Now.AddMinutes(1) });

        Assert.Equal(Through(runsLeft: 0), await _fixture.EraseAsync());

        Assert.Equal(ActivityFixture.AddressOf(0), (await _fixture.FirstMessageAsync()).Address);
    }

    [Fact]
    public async Task EraseFromLedgers_OfMorePagesThanAStepReads_GoesOnWhereItStood()
    {
        await BeginAsync();
        await _fixture.Activities.StoreAsync(ActivityFixture.RunningTask());
        var run = await _fixture.Activities.Runs.OpenAsync(Any.Run() with { Pages = 300 }, default);
        await _fixture.Activities.Ledger.AddPagesAsync(
            run,
            [
                .. Enumerable
                    .Range(0, 300)
                    .Select(page => LedgerPage.Plan(page, [page is 0 or 299 ? ActivityFixture.AddressOf(0) : "x@example.net"], Any.Now)),
            ],
            default
        );

        var first = await _fixture.EraseAsync();

        Assert.False(first.IsThrough);
        Assert.InRange(first.Next.Place!.Page, 1, 299);
        Assert.Equal(first, await _fixture.EraseAsync());
        Assert.Equal(Through(runsLeft: 0), await _fixture.EraseAsync(first.Next));
        Assert.Equal(2, (await _fixture.Activities.MessagesAsync()).Count(message => message.Address is "erased-user0"));
    }

    private static ErasureStep Through(int runsLeft) => new(ErasureActivityFixture.Scan with { RunsLeft = runsLeft }, IsThrough: true);

    private async Task BeginAsync()
    {
        await _fixture.RequestAsync();
        Assert.True(await _fixture.BeginAsync());
    }

    /// <summary>Makes the step once more, which must not write anything.</summary>
    private async Task EraseAgainAsync(ErasureStep expected)
    {
        var before = await _fixture.Activities.VersionsAsync();
        Assert.Equal(expected, await _fixture.EraseAsync());
        Assert.Equal(before, await _fixture.Activities.VersionsAsync());
    }
}
