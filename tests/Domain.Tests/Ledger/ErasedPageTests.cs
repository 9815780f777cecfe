using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Ledger;

/// <summary>People who are taken out of a page.</summary>
public sealed class ErasedPageTests
{
    private static readonly Recipient[] Recipients =
    [
        new("ann@example.net", "ann"),
        new("Ann@Example.net"),
        new("ann@example.net", "family"),
        new("ann2@example.net", "ann2"),
        new("old@example.net", "ann"),
    ];

    [Fact]
    public void Messages_OfTheContact_AndOfItsAddressAlone_NameThePseudonym_OthersTheirOwn()
    {
        var page = LedgerPage.Plan(0, Recipients, Any.Now);

        var (erased, isLeft) = page.Erase(Ann(), isUnderWay: true, Any.Now);

        Assert.Equal([0, 1, 4], erased);
        Assert.False(isLeft);
        Assert.Equal(
            ["erased-1", "erased-1", "ann@example.net", "ann2@example.net", "erased-1"],
            page.Messages.Select(message => message.Address)
        );
        Assert.Equal(["erased-1", "erased-1", "family", "ann2", "erased-1"], page.Messages.Select(message => message.ContactId));
        Assert.Equal([true, true, false, false, true], page.Messages.Select(message => message.IsErased));
    }

    [Fact]
    public void Message_ThatIsPending_IsSkippedAsTheGateWould_AndADoubtfulOneIsUnknown()
    {
        var page = Page(Message(MessageState.Pending), Message(MessageState.Pending) with { MayHaveBeenSent = true, Account = "a1" });

        page.Erase(Ann(), isUnderWay: true, Any.Now);

        Assert.Equal([MessageState.Skipped, MessageState.Unknown], page.Messages.Select(message => message.State));
        Assert.All(page.Messages, message => Assert.StartsWith("contactDeleted", message.Reason, StringComparison.Ordinal));
        Assert.Equal(0, page.Claimable("a1", 0, 10));
    }

    [Fact]
    public void Message_ThatIsBeingSent_IsLeftToItsSender_UntilTheRunIsOver()
    {
        var page = new LedgerPage(0, [Message(MessageState.Sending), Message(MessageState.Sent)], claimId: "claim");
        var sending = page.Messages[0];

        var (erased, isLeft) = page.Erase(Ann(), isUnderWay: true, Any.Now);

        Assert.Equal(1, Assert.Single(erased));
        Assert.Equal((true, "claim", sending), (isLeft, page.ClaimId, page.Messages[0]));
        Assert.Equal(0, Assert.Single(page.Erase(Ann(), isUnderWay: false, Any.Now).Erased));
        Assert.Equal(MessageState.Sending, page.Messages[0].State);
    }

    [Theory]
    [InlineData("550: no mailbox ANN@example.net here", "550: no mailbox erased-1 here")]
    [InlineData("throttled", "throttled")]
    public void Reason_ThatRepeatsTheAddress_DoesSoNoMore(string said, string kept)
    {
        var page = Page(Message(MessageState.Failed) with { Reason = said });

        page.Erase(Ann(), isUnderWay: false, Any.Now);

        Assert.Equal(kept, page.Messages[0].Reason);
    }

    [Fact]
    public void Receipt_ThatComesLater_IsCounted_WithoutTheProvidersWords()
    {
        var page = Page(Message(MessageState.Sent));
        page.Erase(Ann(), isUnderWay: false, Any.Now);

        Assert.True(page.Apply(Any.Receipt(MessageState.Failed) with { Reason = "550: no mailbox ann@example.net here" }));

        Assert.Equal((MessageState.Failed, "failed"), (page.Messages[0].State, page.Messages[0].Reason));
    }

    [Fact]
    public void Contact_WithAnIdOfTheSamePerson_InARunBegunAfterTheErasure_IsSomebodyElse()
    {
        var people = new ErasedPeople([(Erasure("1"), Person())]);
        var (before, after) = (Any.Run() with { StartedAt = Any.Now }, Any.Run() with { StartedAt = Any.Now.AddMinutes(1) });

        Assert.Equal("erased-1", people.In(before, ChannelKind.Email).PseudonymOf(Message(MessageState.Sent)));
        Assert.True(people.In(after, ChannelKind.Email).IsEmpty);
    }

    [Fact]
    public void Erasures_OfTheSamePerson_UseTheFirstPseudonym_AndAddressesCountOnTheirChannel()
    {
        var people = new ErasedPeople([(Erasure("2"), Person()), (Erasure("1"), Person())]);

        Assert.Equal("erased-1", people.In(Any.Run(), ChannelKind.Email).PseudonymOf(Message(MessageState.Sent)));
        Assert.Null(
            people
                .In(Any.Run(), ChannelKind.Push)
                .PseudonymOf(new LedgerMessage("ann@example.net", MessageState.Sent, 1, null, null, null, Any.Now))
        );
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(60, false)]
    public void Planning_BegunBeforeTheErasure_MayKnowThePerson(int seconds, bool knows)
    {
        var run = Any.Run() with { PlanningSince = Any.Now.AddSeconds(seconds) };

        Assert.Equal(knows, Erasure("1").IsPlannedBy(run));
        Assert.False(Erasure("1").IsPlannedBy(run with { CompletedAt = Any.Now }));
        Assert.False(Erasure("1").IsPlannedBy(run with { PlanningSince = null }));
    }

    internal static ErasedRecipients Ann() => new ErasedPeople([(Erasure("1"), Person())]).In(Any.Run(), ChannelKind.Email);

    private static ErasedPerson Person() => new("ann", new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "ann@example.net" });

    private static Erasure Erasure(string id) =>
        new()
        {
            TenantId = Any.TenantId,
            Id = id,
            Pseudonym = $"erased-{id}",
            CreatedAt = Any.Now,
            ErasedAt = Any.Now,
        };

    private static LedgerPage Page(params LedgerMessage[] messages) => new(0, messages);

    private static LedgerMessage Message(MessageState state) => new("ann@example.net", state, 1, "a1", "provider-id", null, Any.Now, "ann");
}
