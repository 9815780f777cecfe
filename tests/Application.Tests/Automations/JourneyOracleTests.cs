using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>
/// Many contacts over sixty days, with random facts, each told up to three times, and writes that fail at random: each contact's journeys
/// are those of an oracle that handles it by itself.
/// </summary>
public sealed class JourneyOracleTests
{
    private const int People = 50;
    private const int Days = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Journeys_OfManyContacts_AreThoseOfTheOracle(int seed)
    {
        var chance = new Random(seed);
        using var scene = new AutomationScene();
        await scene.StartAsync(Plan());
        var oracles = Enumerable.Range(0, People).ToDictionary(Name, i => new JourneyOracle(isFrench: IsFrench(i)));
        for (var i = 0; i < People; i++)
        {
            await scene.AddInAsync(IsFrench(i) ? "FR" : "DE", Name(i));
        }

        var began = scene.Now;
        scene.Journeys.Fails = () => chance.Next(15) is 0;
        foreach (var (at, number) in Instants(chance, began))
        {
            await scene.PassAsync(at - scene.Now);
            var contact = Name(chance.Next(People));
            var fact = Fact(chance, oracles[contact], contact, at, number);
            await scene.AddFactsAsync([.. Enumerable.Repeat(fact, chance.Next(1, 4))]);
            await scene.SettleAsync();
        }

        await scene.PassAsync(began.AddDays(Days + 10) - scene.Now);
        scene.Journeys.Fails = () => false;

        foreach (var (contact, oracle) in oracles)
        {
            oracle.PassUntil(scene.Now);
            var lives = (await scene.OfAsync(contact)).Select(journey =>
                $"{journey.Entry}: {journey.Status} {string.Join(' ', journey.Steps.Select(step => step.Outcome))}"
            );
            Assert.Equal(oracle.Lives, lives);
        }

        Assert.True(oracles.Values.Sum(oracle => oracle.Sent) > People);
        Assert.Equal(oracles.Values.Sum(oracle => oracle.Sent), scene.Sent.Count());
    }

    private static ContactFact Fact(Random chance, JourneyOracle oracle, string contact, DateTimeOffset at, int number)
    {
        if (chance.Next(10) is 0)
        {
            oracle.OptOut(at);
            return new ContactFact.ConsentChanged(contact, at, ChannelKind.Email, IsOptOut: true);
        }

        var (order, product) = (string.Create(CultureInfo.InvariantCulture, $"o{number}"), chance.Next(3) is 0 ? "socks" : "boots");
        oracle.Buy(order, product, at);
        return new ContactFact.Ordered(contact, at, order, OrderStatus.Successful, [product], Country: null);
    }

    // No two at once, and none when a step is due.
    private static IEnumerable<(DateTimeOffset At, int Number)> Instants(Random chance, DateTimeOffset began) =>
        Enumerable
            .Range(0, People * 4)
            .Select(_ => began.AddMilliseconds(chance.NextInt64((long)TimeSpan.FromDays(Days).TotalMilliseconds)))
            .Distinct()
            .Order()
            .Select((at, i) => (at, i));

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"person{i}");

    private static bool IsFrench(int i) => i % 3 is 0;

    private static AutomationPlan Plan() =>
        SampleAutomations.Plan(
            SampleAutomations.Send("One"),
            new AutomationStep.WaitFor(TimeSpan.FromDays(2)),
            new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] }) { Then = [SampleAutomations.Send("Two")], Else = [] },
            new AutomationStep.WaitFor(TimeSpan.FromDays(3)),
            SampleAutomations.Send("Three")
        ) with
        {
            Trigger = new AutomationTrigger.Purchase { Products = ["boots"] },
            Reentry = new Reentry.AfterPeriod(TimeSpan.FromDays(10)),
            Goal = new AutomationGoal(TimeSpan.FromDays(5)) { Products = ["socks"] },
        };
}
