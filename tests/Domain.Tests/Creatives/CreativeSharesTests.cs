using CampaignTasks.Domain.Creatives;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Creatives;

/// <summary>The distribution of recipients over several creatives.</summary>
public sealed class CreativeSharesTests
{
    private const int People = 100_000;

    // Some three standard deviations of so many draws. The tasks are always the same ones, so that every run says the same.
    private const double Tolerance = 0.005;

    [Property(MaxTest = 20, Replay = "17,31")]
    public Property Choose_Over100000People_GivesEachItsShare() =>
        Prop.ForAll(
            Gen.Choose(1, CreativeShares.LargestWeight).ArrayOf(4).ToArbitrary(),
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            (weights, task) =>
            {
                var creatives = Creatives(weights);
                var counts = new Dictionary<string, int>();
                for (var person = 0; person < People; person++)
                {
                    var id = Choose(creatives, $"task{task}", $"person{person}").Source!.Id;
                    counts[id] = counts.GetValueOrDefault(id) + 1;
                }

                return creatives.All(creative =>
                    Math.Abs((counts.GetValueOrDefault(creative.Source!.Id) / (double)People) - (creative.Weight / (double)weights.Sum()))
                    <= Tolerance
                );
            }
        );

    [Property]
    public bool Choose_AfterEditsThatLeaveTheWeights_GivesTheSameCreative(NonEmptyString person, PositiveInt one, PositiveInt other)
    {
        var creatives = Creatives([(one.Get % 1000) + 1, (other.Get % 1000) + 1, 7]);
        PlannedCreative[] edited =
        [
            .. creatives.Reverse().Select(c => c with { Content = new("New", "New", null), Source = new(c.Source!.Id, 9) }),
        ];

        return Choose(creatives, "task", person.Get).Source!.Id == Choose(edited, "task", person.Get).Source!.Id;
    }

    [Fact]
    public void Choose_ForAnAddress_IgnoresItsSpelling()
    {
        var creatives = Creatives([1, 1]);

        Assert.All(Enumerable.Range(0, 100), i =>
            Assert.Equal(
                CreativeShares.Choose(creatives, "task", ChannelKind.Email, null, $"ann{i}@example.net"),
                CreativeShares.Choose(creatives, "task", ChannelKind.Email, null, $"ANN{i}@example.net")
            )
        );
    }

    [Fact]
    public void Choose_ForAContactThatMoves_StaysTheSame()
    {
        var creatives = Creatives([1, 1]);

        Assert.All(Enumerable.Range(0, 100), i =>
            Assert.Equal(
                CreativeShares.Choose(creatives, "task", ChannelKind.Email, $"c{i}", "old@example.net"),
                CreativeShares.Choose(creatives, "task", ChannelKind.Email, $"c{i}", "new@example.org")
            )
        );
    }

    /// <summary>The rule is documented: other versions and other programs must come to the same creative.</summary>
    [Fact]
    public void Choose_ByTheDocumentedRule_IsWhatItAlwaysWas()
    {
        var chosen = Enumerable.Range(0, 20).Select(i => Choose(Creatives([50, 50]), "01k00000000000000000000000", $"c{i}").Source!.Id[^1]);

        Assert.Equal("10001011010110000001", string.Concat(chosen));
    }

    [Fact]
    public void Choose_AmongTasks_IsNotTheSameForAPerson()
    {
        var creatives = Creatives([1, 1]);

        var first = Enumerable.Range(0, 1000).Count(task => Choose(creatives, $"task{task}", "ann").Source!.Id == creatives[0].Source!.Id);

        Assert.InRange(first, 400, 600);
    }

    private static PlannedCreative Choose(IReadOnlyList<PlannedCreative> creatives, string task, string person) =>
        CreativeShares.Choose(creatives, task, ChannelKind.Email, person, "someone@example.net");

    private static PlannedCreative[] Creatives(int[] weights) =>
        [.. weights.Select((weight, i) => new PlannedCreative(Any.Creative()) { Source = new($"creative{i}", 1), Weight = weight })];
}
