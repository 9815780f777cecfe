using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>
/// Many contacts over sixty days, with random facts, each submitted several times, some of them late, with edits, pauses, and turns that
/// are killed at random storage calls: each contact's journeys are those of an oracle that handles it by itself.
/// </summary>
public sealed class JourneyOracleTests
{
    private const int Days = 60;
    private const int FactsOfEach = 4;

    // Beside random ones.
    private const int PausedAt = 300;
    private const int EditedAt = 400;

    // Facts come at full hours; none comes when a step is due.
    internal static readonly TimeSpan First = new(2, 0, 10, 0);
    internal static readonly TimeSpan Second = new(3, 0, 10, 0);
    internal static readonly TimeSpan Short = new(1, 0, 10, 0);

    private static readonly int People = int.TryParse(
        Environment.GetEnvironmentVariable("JOURNEY_PEOPLE"),
        CultureInfo.InvariantCulture,
        out var given
    )
        ? given
        : 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Journeys_OfManyContacts_AreThoseOfTheOracle(int seed)
    {
        var chance = new Random(seed);
        using var scene = new AutomationScene();
        await scene.StartAsync(Plan(version: 1));
        var oracles = Enumerable.Range(0, People).Select(i => new JourneyOracle(IsFrench(i))).ToArray();
        await scene.AddInAsync("FR", [.. Enumerable.Range(0, People).Where(IsFrench).Select(Name)]);
        await scene.AddInAsync("DE", [.. Enumerable.Range(0, People).Where(i => !IsFrench(i)).Select(Name)]);
        var (countdown, kills) = (chance.Next(1, 300), 0);
        scene.Fails = () =>
        {
            if (--countdown > 0)
            {
                return false;
            }

            (countdown, kills) = (chance.Next(1, 300), kills + 1);
            return true;
        };

        var versions = await LiveAsync(scene, oracles, chance);

        for (var i = 0; i < People; i++)
        {
            oracles[i].PassUntil(scene.Now);
            var lives = (await scene.OfAsync(Name(i))).Select(journey =>
                $"{journey.Entry}: {journey.Status} {string.Join(' ', journey.Steps.Select(step => step.Outcome))}"
            );
            Assert.Equal(oracles[i].Lives, lives);
        }

        Assert.True(oracles.Sum(oracle => oracle.Sent) > People);
        Assert.Equal(oracles.Sum(oracle => oracle.Sent), scene.Sent.Count());
        Assert.True(kills > 20 && versions > 2, $"{kills} kills and {versions} versions show little.");
    }

    /// <returns>The number of versions that the plan had.</returns>
    private static async Task<int> LiveAsync(AutomationScene scene, JourneyOracle[] oracles, Random chance)
    {
        var (version, isPaused) = (1, false);
        List<ContactFact> earlier = [];
        for (var hour = 0; hour < Days * 24; hour++)
        {
            var now = scene.Now;
            if (chance.Next(isPaused ? 20 : 200) is 0 || hour is PausedAt)
            {
                isPaused = !isPaused;
                await PauseOrResumeAsync(scene, oracles, isPaused);
            }

            if (chance.Next(300) is 0 || hour is EditedAt or (2 * EditedAt))
            {
                version++;
                await scene.ChangeAsync(automation => automation.Edit(Plan(version), now));
            }

            List<ContactFact> facts = [];
            foreach (var person in Some(chance))
            {
                facts.Add(Fact(chance, oracles[person], Name(person), now, earlier.Count + facts.Count, version));
            }

            await scene.AddFactsAsync([.. Shuffled(chance, facts, earlier)]);
            earlier.AddRange(facts);
            await scene.PassAsync(TimeSpan.FromHours(1));
        }

        if (isPaused)
        {
            await PauseOrResumeAsync(scene, oracles, isPaused: false);
        }

        await scene.PassAsync(TimeSpan.FromDays(10));
        return version;
    }

    private static async Task PauseOrResumeAsync(AutomationScene scene, JourneyOracle[] oracles, bool isPaused)
    {
        var now = scene.Now;
        await scene.ChangeAsync(automation => isPaused ? automation.Pause(Automation.PausedByUser, now) : automation.Resume(now));
        foreach (var oracle in oracles)
        {
            if (isPaused)
            {
                oracle.Pause(now);
            }
            else
            {
                oracle.Resume(now);
            }
        }

        await scene.SettleAsync();
    }

    internal static bool IsShort(int version) => version % 2 is 0;

    private static ContactFact Fact(Random chance, JourneyOracle oracle, string contact, DateTimeOffset at, int number, int version)
    {
        if (chance.Next(10) is 0)
        {
            oracle.OptOut(at);
            return new ContactFact.ConsentChanged(contact, at, ChannelKind.Email, IsOptOut: true);
        }

        var (order, product) = (string.Create(CultureInfo.InvariantCulture, $"o{number}"), chance.Next(3) is 0 ? "socks" : "boots");
        oracle.Buy(order, product, at, version);
        return new ContactFact.Ordered(contact, at, order, OrderStatus.Successful, [product], Country: null);
    }

    // As many an hour as make four for each in sixty days, each person at most once.
    private static int[] Some(Random chance)
    {
        var mean = (double)People * FactsOfEach / (Days * 24);
        var count = (int)mean + (chance.NextDouble() < mean - (int)mean ? 1 : 0);
        return [.. Enumerable.Range(0, count).Select(_ => chance.Next(People)).Distinct()];
    }

    // Each up to three times, in any order, and orders of earlier days among them.
    private static ContactFact[] Shuffled(Random chance, List<ContactFact> facts, List<ContactFact> earlier)
    {
        ContactFact[] all =
        [
            .. facts.SelectMany(fact => Enumerable.Repeat(fact, chance.Next(1, 4))),
            .. earlier.OfType<ContactFact.Ordered>().Skip(earlier.Count * 9 / 10).Where(_ => chance.Next(20) is 0).Take(facts.Count),
        ];
        chance.Shuffle(all);
        return all;
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"person{i}");

    private static bool IsFrench(int i) => i % 3 is 0;

    private static AutomationPlan Plan(int version) =>
        SampleAutomations.Plan(
            IsShort(version)
                ? [SampleAutomations.Send("One"), new AutomationStep.WaitFor(Short), SampleAutomations.Send("Three")]
                :
                [
                    SampleAutomations.Send("One"),
                    new AutomationStep.WaitFor(First),
                    new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] }) { Then = [SampleAutomations.Send("Two")], Else = [] },
                    new AutomationStep.WaitFor(Second),
                    SampleAutomations.Send("Three"),
                ]
        ) with
        {
            Trigger = new AutomationTrigger.Purchase { Products = ["boots"] },
            Reentry = new Reentry.AfterPeriod(TimeSpan.FromDays(10)),
            Goal = new AutomationGoal(TimeSpan.FromDays(5)) { Products = ["socks"] },
        };
}
