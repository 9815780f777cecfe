using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>What comes between the claim of a message and its request: the claim is stored, and the message may have to stay.</summary>
public sealed class MessageSenderTests : IDisposable
{
    private static readonly DateTimeOffset Closes = Any.Now.AddMinutes(1);
    private static readonly SendOutcome Denied = new SendOutcome.Misconfigured("401", "Denied");

    private readonly ActivityFixture _fixture = new();
    private LaneContext _lane = null!;
    private MessageSender _sender = null!;

    // What happens while the message is evaluated.
    private Action _meanwhile = () => { };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Send_WhileAllIsValid_MakesOneAttempt()
    {
        await CreateAsync();
        _meanwhile = () => _fixture.Time.Advance(TimeSpan.FromSeconds(59));

        var settlement = await SendAsync();

        Assert.Equal((MessageState.Sent, 1), (settlement.State, settlement.Attempts));
        Assert.Single(_fixture.Channel.Requests);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    public async Task Send_WhenTheWindowClosesDuringTheEvaluation_LeavesTheMessagePending(int seconds)
    {
        await CreateAsync();
        _meanwhile = () => _fixture.Time.Advance(TimeSpan.FromSeconds(seconds));

        await AssertUntriedAsync();
    }

    [Fact]
    public async Task Send_WhenTheWindowIsClosedBeforeTheEvaluation_LeavesTheMessagePending()
    {
        await CreateAsync();
        _meanwhile = () => Assert.Fail("It was evaluated.");
        _fixture.Time.SetUtcNow(Closes);

        await AssertUntriedAsync();
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public async Task Send_WhenThePauseAfterItsSlotPassesDuringTheEvaluation_NeedsANewSlot(int seconds, int requests)
    {
        await CreateAsync(pause: TimeSpan.FromSeconds(10));
        _meanwhile = () => _fixture.Time.Advance(TimeSpan.FromSeconds(seconds));

        var settlement = await SendAsync();

        Assert.Equal((requests, requests > 0), (_fixture.Channel.Requests.Count, settlement.WasTried));
    }

    [Fact]
    public async Task Send_WhenTheAccountIsStoppedDuringTheEvaluation_LeavesTheMessagePending()
    {
        await CreateAsync();
        _meanwhile = () => _lane.Monitor.TryStopAccount(Any.AccountId);

        await AssertUntriedAsync();
    }

    [Fact]
    public async Task Send_WhenTheRunIsHaltedDuringTheEvaluation_LeavesTheMessagePending()
    {
        await CreateAsync();
        _meanwhile = _lane.Monitor.End;

        await AssertUntriedAsync();
    }

    [Fact]
    public async Task Send_WhenTheAnswerIsMisconfiguredAndTheRunIsHalted_CountsAnAttemptAndKeepsTheAccount()
    {
        await CreateAsync();
        _fixture.Answer = (_, _) => Denied;
        _fixture.Channel.Meanwhile = _ =>
        {
            _lane.Monitor.End();
            return Task.CompletedTask;
        };

        var settlement = await SendAsync();

        Assert.Equal((MessageState.Pending, 1, true), (settlement.State, settlement.Attempts, settlement.WasTried));
        Assert.True(_lane.IsActive(_lane.Accounts[0]));
    }

    private async Task CreateAsync(TimeSpan pause = default)
    {
        await _fixture.StorePlannedAsync(messages: 1);
        _lane = await _fixture.LaneAsync();
        var time = _fixture.Time;
        var reservation = new SlotReservation("holder", "claim", Any.Now, pause, pause, Count: 1, new LocalDate(2026, 12, 1));
        var slots = new AccountSlots(_lane.Accounts[0], Pacing.None, reservation);
        var eligibility = new ScriptedEligibilityChecker(_ =>
        {
            _meanwhile();
            return new EligibilityResult.Pass(null, null);
        });
        var composer = new MessageComposer(_lane.Task, _lane.Memory.LargestMessage);
        var attempt = new MessageAttempt(slots.Account, composer, ChannelKind.Email, time, NullLogger.Instance);
        var failures = new FailurePolicy(_lane, _fixture.Get<RunFailureHandler>(), _fixture.Get<StorageRetry>(), maxFailuresInARow: 50);
        _sender = new MessageSender(_lane, slots, Closes, eligibility, attempt, failures, time, NullLogger.Instance);
    }

    private async Task<Settlement> SendAsync()
    {
        var page = (await _fixture.Ledger.ReadPageAsync(_lane.Run, 0, default))!;
        return await _sender.SendAsync(page, index: 0, slot: Any.Now, isTraced: false, _lane.Monitor.Halted);
    }

    private async Task AssertUntriedAsync()
    {
        var settlement = await SendAsync();

        Assert.Equal((MessageState.Pending, 0, false), (settlement.State, settlement.Attempts, settlement.WasTried));
        Assert.Empty(_fixture.Channel.Requests);
    }
}
