using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Ledger;

public sealed class LedgerPageTests
{
    private static readonly DateTimeOffset Later = Any.Now.AddMinutes(5);

    [Fact]
    public void Plan_OfAddresses_MakesEveryMessagePending()
    {
        var page = Any.Page(messages: LedgerPage.Capacity);

        Assert.Equal(new MessageCounts() with { Pending = LedgerPage.Capacity }, page.Counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => Any.Page(messages: LedgerPage.Capacity + 1));
    }

    [Fact]
    public void Claim_OfSome_TakesThemInOrderFromAPlace()
    {
        var page = Any.Page(messages: 5);

        Assert.Equal([1, 2], page.Claim("c", "acc", from: 1, most: 2, Later));
        Assert.Equal([3, 4], page.Claim("c", "acc", from: 1, most: 9, Later));
        Assert.Equal(("c", "acc", Later), (page.ClaimId, page.Messages[1].Account, page.Messages[1].UpdatedAt));
        Assert.Equal(MessageState.Pending, page.Messages[0].State);
    }

    [Fact]
    public void Claim_OfNothing_LeavesTheClaim()
    {
        var page = Any.Page(messages: 1);
        page.Claim("first", "acc", from: 0, most: 1, Later);

        Assert.Empty(page.Claim("second", "acc", from: 0, most: 1, Later));
        Assert.Equal("first", page.ClaimId);
    }

    [Fact]
    public void Settle_OfAClaimedMessage_RecordsTheOutcome()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);

        page.Settle(0, MessageState.Failed, attempts: 3, "p1", new string('r', 500), Later);

        var expected = new LedgerMessage(
            "user0@example.net",
            MessageState.Failed,
            3,
            "acc",
            "p1",
            new string('r', LedgerPage.ReasonLength),
            Later
        );
        Assert.Equal(expected, page.Messages[0]);
    }

    [Theory]
    [InlineData(true, MessageState.Pending)]
    [InlineData(false, MessageState.Unknown)]
    public void Recover_OfClaims_MakesThemPendingOnlyWithAKey(bool hasKey, MessageState expected)
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 2, Any.Now);

        Assert.Equal(new PageRecovery(2, IsSetAside: false), page.Recover(hasKey, Later));

        Assert.Equal([expected, expected, MessageState.Pending], page.Messages.Select(m => m.State));
        Assert.Null(page.ClaimId);
    }

    [Fact]
    public void Cancel_OfAPage_EndsOnlyWhatIsPending()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);

        Assert.Equal(2, page.Cancel("stopped", Later));

        Assert.Equal([MessageState.Sending, MessageState.Canceled, MessageState.Canceled], page.Messages.Select(m => m.State));
        Assert.Equal(0, page.Cancel("stopped", Later));
    }

    [Fact]
    public void Settle_WithALongReason_NeverCutsACharacterInHalf()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);

        page.Settle(0, MessageState.Failed, attempts: 1, null, new string('r', LedgerPage.ReasonLength - 1) + "👋👋", Later);

        Assert.Equal(new string('r', LedgerPage.ReasonLength - 1), page.Messages[0].Reason);
    }

    [Fact]
    public void Claim_OfADoubtfulMessage_IsOnlyForTheAccountThatAskedFirst()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);
        page.Settle(0, MessageState.Pending, attempts: 1, null, "no answer", Any.Now, mayHaveBeenSent: true);

        Assert.Equal((2, 3), (page.Claimable("other", from: 0, most: 9), page.Claimable("acc", from: 0, most: 9)));
        Assert.Equal([1, 2], page.Claim("d", "other", from: 0, most: 9, Later));
        Assert.Equal([0], page.Claim("e", "acc", from: 0, most: 9, Later));
    }

    [Fact]
    public void Settle_OfADoubtfulMessage_KeepsTheDoubt()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);
        page.Recover(hasIdempotencyKey: true, Any.Now);
        page.Claim("d", "acc", from: 0, most: 1, Later);

        page.Settle(0, MessageState.Pending, attempts: 0, null, "throttled", Later);

        Assert.Equal([0], page.PendingIndexes(0).Where(i => page.Messages[i].MayHaveBeenSent));
    }

    [Fact]
    public void Unclaim_OfWhatNeverLeft_MakesItPendingWithoutDoubt()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 2, Any.Now);

        page.Unclaim(Later);

        Assert.Equal((3, null), (page.Claimable("other", from: 0, most: 9), page.ClaimId));
    }

    [Fact]
    public void Cancel_OfADoubtfulMessage_IsUnknownUntilAReceiptTellsTheTruth()
    {
        var page = Any.Page();
        page.Claim("c", "acc", from: 0, most: 1, Any.Now);
        page.Recover(hasIdempotencyKey: true, Any.Now);
        page.Cancel("stopped", Any.Now);

        Assert.Equal([MessageState.Unknown, MessageState.Canceled, MessageState.Canceled], page.Messages.Select(m => m.State));
        Assert.True(page.Apply(Any.Receipt(MessageState.Delivered)));

        Assert.Equal((MessageState.Delivered, null), (page.Messages[0].State, page.Messages[0].Reason));
    }

    [Fact]
    public void Apply_OfAReceiptForNoPlace_ChangesNothing() =>
        Assert.False(Any.Page(messages: 1).Apply(Any.Receipt(MessageState.Sent, index: 1)));

    [Fact]
    public void Apply_OfAFailure_KeepsItsReason()
    {
        var page = Any.Page();

        Assert.True(page.Apply(Any.Receipt(MessageState.Failed) with { Reason = "30003: unreachable" }));

        Assert.Equal(("30003: unreachable", "provider-1"), (page.Messages[0].Reason, page.Messages[0].ProviderId));
    }

    [Fact]
    public void Apply_OfAnOldReceipt_NeverTurnsTheClockBack()
    {
        var page = Any.Page();

        page.Apply(Any.Receipt(MessageState.Delivered, minutes: -60));

        Assert.Equal(Any.Now, page.Messages[0].UpdatedAt);
    }

    [Fact]
    public void Receipts_OfAMessageThatMoved_LeaveItsAddressAndItsReason()
    {
        var page = LedgerPage.Plan(0, [new Recipient("ann@example.net", "c1")], Any.Now);
        page.Claim("claim", Any.AccountId, 0, 1, Any.Now);
        page.Settle(0, MessageState.Sent, 1, "p1", "addressChanged", Any.Now, movedTo: "ann@example.org");

        page.Apply(Any.Receipt(MessageState.Delivered));
        page.Apply(Any.Receipt(MessageState.Read));

        var message = page.Messages[0];
        Assert.Equal(("ann@example.org", "addressChanged", MessageState.Read), (message.Address, message.Reason, message.State));
    }

    [Fact]
    public void Settle_OfAnErasedMessage_LeavesThePseudonym()
    {
        var erased = new LedgerMessage("erased-1", MessageState.Sending, 0, Any.AccountId, null, null, Any.Now, "erased-1");
        var page = new LedgerPage(0, [erased]);

        page.Settle(0, MessageState.Sent, 1, "p1", null, Any.Now, movedTo: "ann@example.org");

        Assert.Equal(("erased-1", false), (page.Messages[0].Address, page.HasNewAddresses));
    }
}
