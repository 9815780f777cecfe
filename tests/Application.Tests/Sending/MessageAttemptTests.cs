using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class MessageAttemptTests : IDisposable
{
    private static readonly SendOutcome Denied = new SendOutcome.Misconfigured("401", "Denied");
    private static readonly OutgoingMessage Message = Any.Message();

    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly CancellationTokenSource _halted = new();

    public void Dispose() => _halted.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Make_MisconfiguredAndThenAccepted_IsAcceptedUnderTheSameKey(bool isTraced)
    {
        var channel = Answers(hasIdempotencyKey: true, Denied, new SendOutcome.Accepted("p1"));

        var outcome = await MakeAsync(channel, isTraced: isTraced);

        Assert.Equal(new SendOutcome.Accepted("p1"), outcome);
        Assert.Equal([Message.IdempotencyKey, Message.IdempotencyKey], channel.Requests.Select(request => request.IdempotencyKey));
    }

    [Fact]
    public async Task Make_MisconfiguredTwice_IsMisconfigured()
    {
        var channel = Answers(hasIdempotencyKey: true, Denied, new SendOutcome.Misconfigured("403", "Forbidden"));

        Assert.Equal(new SendOutcome.Misconfigured("403", "Forbidden"), await MakeAsync(channel));
        Assert.Equal(2, channel.Requests.Count);
    }

    [Fact]
    public async Task Make_MisconfiguredWithoutAKey_IsNotRequestedAgain()
    {
        var channel = Answers(hasIdempotencyKey: false, Denied);

        Assert.Equal(Denied, await MakeAsync(channel));
        Assert.Single(channel.Requests);
    }

    [Fact]
    public async Task Make_MisconfiguredWhileTheRunIsHalted_IsTriedAgainLater()
    {
        var channel = Answers(hasIdempotencyKey: true, Denied);
        channel.Meanwhile = _ => _halted.CancelAsync();

        Assert.Equal(new SendOutcome.Transient("401", "Denied"), await MakeAsync(channel));
        Assert.Single(channel.Requests);
    }

    [Fact]
    public async Task Make_AnyOtherAnswer_IsNotRequestedAgain()
    {
        SendOutcome[] outcomes =
        [
            new SendOutcome.Accepted("p1"),
            new SendOutcome.Rejected("550", "No such user"),
            new SendOutcome.Throttled(TimeSpan.FromMinutes(5)),
            new SendOutcome.Transient("500", "busy"),
            new SendOutcome.Unknown("no answer"),
        ];
        foreach (var outcome in outcomes)
        {
            var channel = Answers(hasIdempotencyKey: true, outcome);

            Assert.Equal(outcome, await MakeAsync(channel));
            Assert.Single(channel.Requests);
        }
    }

    [Fact]
    public async Task Make_AnAdapterThatThrows_IsUnknown()
    {
        var channel = new ScriptedChannel(hasIdempotencyKey: true, (_, _) => throw new FormatException());

        Assert.Equal(new SendOutcome.Unknown("the attempt failed: FormatException"), await MakeAsync(channel));
    }

    [Fact]
    public async Task Make_AMessageThatCouldNotBeComposed_IsRefusedWithoutARequest()
    {
        var channel = Answers(hasIdempotencyKey: true);
        var attempt = NewAttempt(channel);
        var pass = new EligibilityResult.Pass(null, null);

        var composed = attempt.Compose(Message.Id, Any.Page().Messages[0], pass);
        var outcome = await attempt.MakeAsync(Message.Id, composed, isTraced: false, _halted.Token);

        Assert.Equal("cannotFill", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
        Assert.Empty(channel.Requests);
    }

    private Task<SendOutcome> MakeAsync(ScriptedChannel channel, bool isTraced = false) =>
        NewAttempt(channel).MakeAsync(Message.Id, new Composition(Message, Refusal: null, Bytes: 100), isTraced, _halted.Token);

    private MessageAttempt NewAttempt(ScriptedChannel channel)
    {
        var account = new LaneAccount(Any.OpenAccount(), channel, new AdaptiveConcurrencyLimiter(_time), Callback: null);
        return new(account, new FailingComposer(), ChannelKind.Email, _time, NullLogger.Instance);
    }

    private static ScriptedChannel Answers(bool hasIdempotencyKey, params SendOutcome[] outcomes) =>
        new(hasIdempotencyKey, (_, request) => outcomes[request - 1]);

    private sealed class FailingComposer : IMessageComposer
    {
        public Composition Compose(
            LaneAccount account,
            MessageId id,
            LedgerMessage message,
            EligibilityResult.Pass pass,
            DateTimeOffset now
        ) => throw new FormatException();
    }
}
