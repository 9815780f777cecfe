using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class ReentryTests : IDisposable
{
    private static readonly AutomationStep.WaitFor Day = new(TimeSpan.FromDays(1));

    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("once", 1)]
    [InlineData("always", 2)]
    public async Task Member_WhoLeavesTheListAndJoinsItAgain_EntersAgainAsReentrySays(string reentry, int entries)
    {
        Reentry rule = reentry is "once" ? new Reentry.Never() : new Reentry.AtEveryOccasion();
        await _scene.StartAsync(Series() with { Reentry = rule });
        await _scene.AddAsync("ann");

        await _scene.AddFactsAsync(Joined("ann"), Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(1));
        await _scene.AddFactsAsync(new ContactFact.ListLeft("ann", _scene.Now, "newcomers"));
        await _scene.PassAsync(TimeSpan.FromHours(1));
        await _scene.AddFactsAsync(Joined("ann"), Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        Assert.Equal(entries, (await _scene.OfAsync("ann")).Count);
        Assert.Equal(2 * entries, _scene.Sent.Count());
    }

    [Fact]
    public async Task Member_WhoJoinsLeavesAndJoinsAgainBeforeATurn_EntersTwice()
    {
        await _scene.StartAsync(Series() with { Reentry = new Reentry.AtEveryOccasion() });
        await _scene.AddAsync("ann");

        await _scene.AddFactsAsync(Joined("ann"), new ContactFact.ListLeft("ann", _scene.Now, "newcomers"), Joined("ann"));
        await _scene.SettleAsync();

        Assert.Equal(2, (await _scene.OfAsync("ann")).Count);
    }

    [Fact]
    public async Task Member_WhoEnteredWhileNobodyEnteredTwice_EntersAgainAfterAnEditAllowsIt()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));
        await _scene.ChangeAsync(automation => automation.Edit(Series() with { Reentry = new Reentry.AtEveryOccasion() }, _scene.Now));

        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.SettleAsync();
        await _scene.OneOfAsync("ann");

        await _scene.AddFactsAsync(new ContactFact.ListLeft("ann", _scene.Now, "newcomers"), Joined("ann"));
        await _scene.SettleAsync();
        Assert.Equal(2, (await _scene.OfAsync("ann")).Count);
    }

    [Fact]
    public async Task Reentry_AfterAPeriod_CountsFromTheLastEntry()
    {
        var plan = Series() with
        {
            Trigger = new AutomationTrigger.Purchase { Products = ["boots"] },
            Reentry = new Reentry.AfterPeriod(TimeSpan.FromDays(30)),
        };
        await _scene.StartAsync(plan);
        await _scene.AddAsync("ann");
        foreach (var (order, days) in new[] { ("o1", 10), ("o2", 19), ("o3", 2), ("o4", 40) })
        {
            await _scene.AddFactsAsync(Ordered("ann", order, "boots"));
            await _scene.PassAsync(TimeSpan.FromDays(days));
        }

        Assert.Equal(["o1", "o4"], (await _scene.OfAsync("ann")).Select(journey => journey.Entry));
    }

    private ContactFact.ListJoined Joined(string contact) => new(contact, _scene.Now, "newcomers");

    private ContactFact.Ordered Ordered(string contact, string order, string product) =>
        new(contact, _scene.Now, order, OrderStatus.Successful, [product], Country: null);

    private static AutomationPlan Series() => SampleAutomations.Plan(SampleAutomations.Send("One"), Day, SampleAutomations.Send("Two"));
}
