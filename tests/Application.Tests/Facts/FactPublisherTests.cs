using CampaignTasks.Domain.Facts;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Moq;

namespace CampaignTasks.Application.Tests.Facts;

public sealed class FactPublisherTests
{
    private readonly RecordedAutomations _automations = new();
    private readonly InMemoryFactInbox _inbox = new();

    [Fact]
    public async Task Publication_WithoutAutomations_MakesNoFactAndCallsNoStorage()
    {
        var inbox = new Mock<IFactInbox>(MockBehavior.Strict);
        var publisher = Publishers.To(_automations, inbox.Object);

        await publisher.PublishAsync("acme", Unwanted());
        await publisher.PublishAsync("acme", () => throw new InvalidOperationException("Nobody asked."));

        Assert.Empty(_automations.Woken);
    }

    [Fact]
    public async Task Publication_ReachesTheAutomationsThatWantTheFact_AndWakesThem()
    {
        _automations.Wanted.Add(RecordedAutomations.Curious("a1"));
        _automations.Wanted.Add(new("a2", new HashSet<FactKind> { FactKind.Ordered }));
        _automations.Wanted.Add(new("a3", new HashSet<FactKind> { FactKind.ListJoined }));

        await Publishers.To(_automations, _inbox).PublishAsync("acme", [Joined]);

        Assert.Equal([("acme", "a1"), ("acme", "a3")], _automations.Woken);
        Assert.Equal([Joined], await ReadAsync("a1"));
        Assert.Empty(await ReadAsync("a2"));
        Assert.Equal([Joined], await ReadAsync("a3"));
    }

    [Fact]
    public async Task Automation_ThatCannotBeWoken_FindsTheFactAnyway()
    {
        _automations.Wanted.Add(RecordedAutomations.Curious("a1"));
        _automations.Wanted.Add(RecordedAutomations.Curious("a2"));
        _automations.Fails = true;

        await Publishers.To(_automations, _inbox).PublishAsync("acme", [Joined]);

        Assert.Equal([Joined], await ReadAsync("a1"));
        Assert.Equal([Joined], await ReadAsync("a2"));
    }

    [Fact]
    public async Task Inbox_ThatFails_FailsTheCaller_WhoRepeats()
    {
        var inbox = new Mock<IFactInbox>();
        inbox
            .Setup(port => port.AppendAsync("acme", "a1", It.IsAny<IReadOnlyCollection<ContactFact>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException());
        _automations.Wanted.Add(RecordedAutomations.Curious("a1"));

        await Assert.ThrowsAsync<TimeoutException>(() => Publishers.To(_automations, inbox.Object).PublishAsync("acme", [Joined]));

        Assert.Empty(_automations.Woken);
    }

    private static ContactFact Joined { get; } = new ContactFact.ListJoined("c1", Any.Now, "list");

    private static IEnumerable<ContactFact> Unwanted()
    {
        yield return Joined;
        throw new InvalidOperationException("Nobody asked.");
    }

    private async Task<IEnumerable<ContactFact>> ReadAsync(string automation) =>
        (await _inbox.ReadAsync("acme", automation, most: 10, default)).SelectMany(batch => batch.Facts);
}
