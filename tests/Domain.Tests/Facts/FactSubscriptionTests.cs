using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Facts;

public sealed class FactSubscriptionTests
{
    private static readonly ContactFact Joined = new ContactFact.ListJoined("c1", Any.Now, "friends");
    private static readonly ContactFact Viewed = new ContactFact.Happened(
        "c1",
        Any.Now,
        "e1",
        "Viewed",
        new Dictionary<string, AttributeValue>()
    );

    [Fact]
    public void Subscription_WantsItsKinds()
    {
        var subscription = new FactSubscription("a1", new HashSet<FactKind> { FactKind.ListJoined });

        Assert.True(subscription.Wants(Joined));
        Assert.False(subscription.Wants(Viewed));
    }

    [Fact]
    public void Subscription_ToAListOrEvent_WantsNoOther()
    {
        var subscription = new FactSubscription("a1", new HashSet<FactKind> { FactKind.ListJoined, FactKind.Event })
        {
            Lists = new HashSet<string> { "foes" },
            Events = new HashSet<string>(ContactEvent.Names) { "VIEWED" },
        };

        Assert.False(subscription.Wants(Joined));
        Assert.True((subscription with { Lists = new HashSet<string> { "friends" } }).Wants(Joined));
        Assert.True(subscription.Wants(Viewed));
        Assert.False((subscription with { Events = new HashSet<string> { "Bought" } }).Wants(Viewed));
    }

    [Fact]
    public void Subscription_ThatWantsMore_IsNotWithinTheOneBefore()
    {
        var before = new FactSubscription("a1", new HashSet<FactKind> { FactKind.ListJoined, FactKind.Event })
        {
            Lists = new HashSet<string> { "friends" },
        };

        Assert.True((before with { Kinds = new HashSet<FactKind> { FactKind.Event } }).IsWithin(before));
        Assert.True((before with { Events = new HashSet<string> { "Viewed" } }).IsWithin(before));
        Assert.False(before.IsWithin(before: null));
        Assert.False((before with { Lists = null }).IsWithin(before));
        Assert.False((before with { Lists = new HashSet<string> { "foes" } }).IsWithin(before));
        Assert.False((before with { Kinds = new HashSet<FactKind> { FactKind.Ordered } }).IsWithin(before));
    }
}
