using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class SettlementTests
{
    private static readonly LedgerMessage Pending = new("ann@example.net", MessageState.Pending, 0, null, null, null, Any.Now);
    private static readonly LedgerMessage Doubtful = Pending with { Attempts = 2, ProviderId = "p0", MayHaveBeenSent = true };
    private static readonly SendOutcome Accepted = new SendOutcome.Accepted("p1");
    private static readonly SendOutcome Rejected = new SendOutcome.Rejected("550", "No such user");
    private static readonly SendOutcome Throttled = new SendOutcome.Throttled(TimeSpan.FromMinutes(5));
    private static readonly SendOutcome Transient = new SendOutcome.Transient("500", "busy");
    private static readonly SendOutcome Misconfigured = new SendOutcome.Misconfigured("401", "Denied");
    private static readonly SendOutcome Unknown = new SendOutcome.Unknown("no answer");

    /// <summary>
    /// Outcome, attempts before, whether the provider has a key → state, attempts that counted, reason, whether it may have been sent, and
    /// whether the next attempt waits.
    /// </summary>
    public static TheoryData<SendOutcome, int, bool, MessageState, int, string?, bool, bool> Rules =>
        new()
        {
            { Accepted, 0, true, MessageState.Sent, 1, null, false, false },
            { Accepted, 4, false, MessageState.Sent, 5, null, false, false },
            { Rejected, 0, true, MessageState.Failed, 1, "550: No such user", false, false },
            { Rejected, 2, false, MessageState.Failed, 3, "550: No such user", false, false },
            { Throttled, 0, true, MessageState.Pending, 0, "throttled", false, false },
            { Throttled, 4, false, MessageState.Pending, 4, "throttled", false, false },
            { Misconfigured, 0, true, MessageState.Pending, 0, "401: Denied", false, false },
            { Misconfigured, 4, false, MessageState.Pending, 4, "401: Denied", false, false },
            { Transient, 0, true, MessageState.Pending, 1, "500: busy", false, true },
            { Transient, 0, false, MessageState.Pending, 1, "500: busy", false, true },
            { Transient, 3, true, MessageState.Pending, 4, "500: busy", false, true },
            { Transient, 4, true, MessageState.Failed, 5, "500: busy", false, false },
            { Transient, 4, false, MessageState.Failed, 5, "500: busy", false, false },
            { Unknown, 0, true, MessageState.Pending, 1, "no answer", true, true },
            { Unknown, 1, true, MessageState.Pending, 2, "no answer", true, true },
            { Unknown, 2, true, MessageState.Unknown, 3, "no answer", true, false },
            { Unknown, 0, false, MessageState.Unknown, 1, "no answer", true, false },
            { Unknown, 3, false, MessageState.Unknown, 4, "no answer", true, false },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void From_AnOutcome_SettlesByTheRetryRules(
        SendOutcome outcome,
        int attemptsBefore,
        bool hasKey,
        MessageState state,
        int attempts,
        string? reason,
        bool mayHaveBeenSent,
        bool isRetry
    )
    {
        var settlement = Settlement.From(index: 7, attemptsBefore, outcome, hasKey);

        Assert.Equal(
            (7, state, attempts, reason, mayHaveBeenSent),
            (settlement.Index, settlement.State, settlement.Attempts, settlement.Reason, settlement.MayHaveBeenSent)
        );
        Assert.Equal(outcome is SendOutcome.Accepted ? "p1" : null, settlement.ProviderId);
        Assert.Equal(isRetry, settlement.IsRetry(Pending with { Attempts = attemptsBefore }));
        Assert.Equal((true, null), (settlement.WasTried, settlement.NotBefore));
    }

    // Throttled and misconfigured attempts do not count: others bound those.
    [Property]
    public void From_AnyAnswers_EndsAMessageWithinItsAttempts(uint[] answers, bool hasKey)
    {
        var (state, attempts, requests) = (MessageState.Pending, 0, 0);
        foreach (var answer in answers.TakeWhile(_ => state is MessageState.Pending))
        {
            var settlement = Settlement.From(index: 0, attempts, answer % 2 is 0 ? Transient : Unknown, hasKey);
            (state, attempts, requests) = (settlement.State, settlement.Attempts, requests + 1);
        }

        Assert.Equal(requests, attempts);
        Assert.InRange(requests, 0, RunRetries.TransientAttempts);
        Assert.True(state is not MessageState.Pending || answers.Length < RunRetries.TransientAttempts);
    }

    [Property]
    public void From_AnAttemptThatMayHaveBeenSentWithoutAKey_IsNeverPending(byte attemptsBefore) =>
        Assert.Equal(MessageState.Unknown, Settlement.From(index: 0, attemptsBefore, Unknown, supportsIdempotency: false).State);

    [Fact]
    public void FromEligibility_OfASkippedMessage_IsSkippedWithTheReason()
    {
        var settlement = Settlement.FromEligibility(3, Pending, new EligibilityResult.Skip("unsubscribed"));

        Assert.Equal(
            (3, MessageState.Skipped, 0, "unsubscribed", false),
            (settlement.Index, settlement.State, settlement.Attempts, settlement.Reason, settlement.WasTried)
        );
    }

    [Fact]
    public void FromEligibility_OfASkippedMessageThatMayHaveBeenSent_IsUnknown()
    {
        var settlement = Settlement.FromEligibility(3, Doubtful, new EligibilityResult.Skip("unsubscribed"));

        Assert.Equal(
            (MessageState.Unknown, 2, "p0", "unsubscribed; an attempt before may have left", false),
            (settlement.State, settlement.Attempts, settlement.ProviderId, settlement.Reason, settlement.WasTried)
        );
    }

    [Fact]
    public void FromEligibility_OfAMessageThatHasToWait_IsPendingUntilThen()
    {
        var until = Any.Now.AddDays(7);

        var settlement = Settlement.FromEligibility(3, Doubtful, new EligibilityResult.Wait(until, "capped"));

        Assert.Equal(
            (MessageState.Pending, 2, "capped", until, false, false),
            (
                settlement.State,
                settlement.Attempts,
                settlement.Reason,
                settlement.NotBefore,
                settlement.WasTried,
                settlement.IsRetry(Doubtful)
            )
        );
    }

    [Fact]
    public void FromEligibility_OfAMessageThatCouldNotBeEvaluated_IsPendingAsBefore()
    {
        var before = Doubtful with { Reason = "interrupted" };

        var settlement = Settlement.FromEligibility(3, before, result: null);

        Assert.Equal(Settlement.Untried(3, before), settlement);
        Assert.Equal(
            (MessageState.Pending, 2, "p0", "interrupted", false, null),
            (settlement.State, settlement.Attempts, settlement.ProviderId, settlement.Reason, settlement.WasTried, settlement.NotBefore)
        );
    }

    [Fact]
    public void ApplyTo_AClaimedMessage_SettlesThatOneAlone()
    {
        var page = Any.Page(messages: 2);
        page.Claim("claim", Any.AccountId, from: 0, most: 2, Any.Now);

        Settlement.From(index: 1, attemptsBefore: 0, Unknown, supportsIdempotency: true).ApplyTo(page, Any.Now.AddMinutes(1));

        Assert.Equal(MessageState.Sending, page.Messages[0].State);
        Assert.Equal(
            (MessageState.Pending, 1, "no answer", true, Any.Now.AddMinutes(1)),
            (
                page.Messages[1].State,
                page.Messages[1].Attempts,
                page.Messages[1].Reason,
                page.Messages[1].MayHaveBeenSent,
                page.Messages[1].UpdatedAt
            )
        );
    }
}
