using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Time;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Ledger;

public sealed class PageBuilderTests
{
    [Fact]
    public void Build_InOneZone_FillsPagesInOrder()
    {
        var builder = new PageBuilder(firstPage: 0, pageSize: 100, zoneOf: null, Any.Now);

        var pages = Build(builder, People(250));

        Assert.Equal([(0, 100), (1, 100), (2, 50)], pages.Select(page => (page.Number, page.Messages.Count)));
        Assert.Equal(
            People(250).Select(person => person.Address),
            pages.SelectMany(page => page.Messages).Select(message => message.Address)
        );
        Assert.All(pages, page => Assert.Null(page.Zone));
        Assert.Equal((3, null), (builder.Pages, builder.Zones));
    }

    [Fact]
    public void Build_AfterOtherPages_GoesOnWithTheirNumbers()
    {
        var builder = new PageBuilder(firstPage: 7, pageSize: 10, zoneOf: null, Any.Now);

        Assert.Equal([7, 8], Build(builder, People(11)).Select(page => page.Number));
        Assert.Equal(9, builder.Pages);
    }

    [Fact]
    public void Build_OfNobody_HasNoPages() => Assert.Empty(Build(new PageBuilder(0, 10, zoneOf: null, Any.Now), []));

    [Fact]
    public void Build_ByZone_PutsOneZoneOnAPageAndCountsHowItWasFound()
    {
        var builder = new PageBuilder(0, pageSize: 2, ByFirstLetter, Any.Now);

        var pages = Build(builder, [new("t1"), new("b1"), new("x1"), new("t2"), new("t3"), new("b2"), new("b3")]);

        Assert.Equal(
            [("Asia/Tokyo", "t1 t2"), ("Europe/Berlin", "b1 b2"), ("Asia/Tokyo", "t3"), ("Europe/Berlin", "b3"), ("UTC", "x1")],
            pages.Select(page => (page.Zone, string.Join(' ', page.Messages.Select(message => message.Address))))
        );
        Assert.Equal(new ZoneCounts(Contact: 3, Country: 3, Default: 1), builder.Zones);
    }

    [Property(MaxTest = 300)]
    public Property Build_OfAnybody_PutsEverybodyOnExactlyOnePageOfTheirZone() =>
        Prop.ForAll(Gen.Elements("t", "b", "x").ListOf().ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (letters, size) =>
        {
            var people = letters.Select((letter, i) => new Recipient($"{letter}{i}")).ToList();
            var pages = Build(new PageBuilder(0, size, ByFirstLetter, Any.Now), people);
            return pages.Select(page => page.Number).SequenceEqual(Enumerable.Range(0, pages.Count))
                && pages.All(page =>
                    page.Messages.Count <= size && page.Messages.All(message => ByFirstLetter(new(message.Address)).ZoneId == page.Zone)
                )
                && pages
                    .SelectMany(page => page.Messages)
                    .Select(message => message.Address)
                    .Order()
                    .SequenceEqual(people.Select(person => person.Address).Order());
        });

    [Property(MaxTest = 300)]
    public Property Build_OfAnyNumber_GivesEveryLaneTheSameGiveOrTakeAPage() =>
        Prop.ForAll(
            Gen.Choose(1, 6_000).ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            Gen.Elements(true, false).ToArbitrary(),
            (size, accounts, isPaced) =>
            {
                var lanes = LaneAllocation.Lanes(size, accounts, isPaced);
                var pageSize = LaneAllocation.PageSize(size, lanes, accounts);
                var pages = Build(new PageBuilder(0, pageSize, zoneOf: null, Any.Now), People(size));
                var shares = Enumerable
                    .Range(0, lanes)
                    .Select(lane => pages.Where(page => page.Number % lanes == lane).Sum(page => page.Messages.Count))
                    .ToList();
                return pageSize is > 0 and <= LedgerPage.Capacity && shares.Sum() == size && shares.Max() - shares.Min() <= pageSize;
            }
        );

    [Property(MaxTest = 300)]
    public Property RunLoad_OfANumber_IsThatOfThePagesDealt() =>
        Prop.ForAll(
            Gen.Choose(0, 3_000).ToArbitrary(),
            Gen.Choose(1, 6).ToArbitrary(),
            Gen.Elements(true, false).ToArbitrary(),
            (size, accounts, isPaced) =>
            {
                var foreseen = RunLoad.From([new LaneLoad(null, size)], accounts, isPaced);
                var lanes = LaneAllocation.Lanes(size, accounts, isPaced);
                var pages = Build(new PageBuilder(0, LaneAllocation.PageSize(size, lanes, accounts), zoneOf: null, Any.Now), People(size));
                return foreseen.Lanes.Count == lanes
                    && foreseen.Lanes.Zip(RunLoad.From(pages, lanes).Lanes).All(lane => lane.First.SequenceEqual(lane.Second));
            }
        );

    private static IReadOnlyList<Recipient> People(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Recipient($"r{i}@example.net"))];

    private static RecipientZone ByFirstLetter(Recipient recipient) =>
        recipient.Address[0] switch
        {
            't' => new("Asia/Tokyo", ZoneSource.Contact),
            'b' => new("Europe/Berlin", ZoneSource.Country),
            _ => new("UTC", ZoneSource.Default),
        };

    private static List<LedgerPage> Build(PageBuilder builder, IEnumerable<Recipient> people)
    {
        List<LedgerPage> pages = [.. people.Select(builder.Add).OfType<LedgerPage>()];
        return [.. pages, .. builder.End()];
    }
}
