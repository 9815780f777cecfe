using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Planning;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Application.Tests.Audiences;

/// <summary>Whatever the filter, the planned set is what a full scan of all facts finds.</summary>
public sealed class BuyersOracleTests
{
    private const int People = 2_000;
    private const int Products = 30;

    private static readonly string[] Countries = ["FR", "DE", "GB", "US"];
    private static readonly string?[] Campaigns = [null, "spring", "autumn"];
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Buyers_OfAnyFilter_AreWhatAFullScanFinds()
    {
        var shop = await Shop.OpenAsync(seed: 20261125);

        Prop.ForAll(AnyFilter(), filter =>
            {
                var planned = shop.PlanAsync(filter).GetAwaiter().GetResult();
                var expected = shop.Scan(filter);
                return planned.Recipients.SequenceEqual(expected.Recipients) && planned.Waterfall == expected.Waterfall;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static Arbitrary<BuyersFilter> AnyFilter()
    {
        var products = Gen.Choose(0, Products - 1).Select(p => $"p{p}").ListOf().Select(list => list.Distinct().Take(4).ToList());
        var instants = Gen.Choose(0, 700).Select(day => Start.AddDays(day).AddHours(day % 24));
        var period = Gen.Frequency(
            (
                4,
                Gen.Two(instants)
                    .Select(ends =>
                        (
                            From: (DateTimeOffset?)(ends.Item1 < ends.Item2 ? ends.Item1 : ends.Item2),
                            To: (DateTimeOffset?)(ends.Item1 < ends.Item2 ? ends.Item2 : ends.Item1.AddDays(1))
                        )
                    )
            ),
            (1, instants.Select(from => (From: (DateTimeOffset?)from, To: (DateTimeOffset?)null))),
            (1, Gen.Constant((From: (DateTimeOffset?)null, To: (DateTimeOffset?)null)))
        );
        return (
            from wanted in products.Where(list => list.Count > 0)
            from skipped in products
            from ends in period
            from statuses in Gen.SubListOf(Enum.GetValues<OrderStatus>()).Where(list => list.Count > 0)
            from countries in Gen.SubListOf(Countries)
            from campaigns in Gen.SubListOf(["spring", "autumn"])
            select new BuyersFilter(wanted, ends.From, ends.To, [.. statuses], [.. countries], [.. campaigns], skipped)
        ).ToArbitrary();
    }

    /// <summary>
    /// Two thousand people, some of whom share an address (with somebody who opted out, too), have none, or opted out; and what they
    /// bought, submitted in any order and more than once.
    /// </summary>
    private sealed class Shop
    {
        private readonly InMemoryContactStore _contacts = new();
        private readonly InMemoryOrderStore _orders = new();
        private readonly List<Contact> _people = [];
        private readonly Dictionary<string, OrderUpsert> _facts = [];

        public static async Task<Shop> OpenAsync(int seed)
        {
            var (shop, chance) = (new Shop(), new Random(seed));
            for (var i = 0; i < People; i++)
            {
                var no = new Consent(ConsentStatus.Unsubscribed, "form", Start);
                var contact = Samples.Contact($"c{i}", email: $"person{(i % 50 is 7 or 15 ? i - 1 : i)}@example.net");
                contact = i % 20 is 3 ? contact with { Addresses = new Dictionary<ChannelKind, string>() } : contact;
                shop._people.Add(
                    await shop._contacts.SaveAsync(i % 10 is 4 ? contact.With(ChannelKind.Email, no, Start) : contact, default)
                );
            }

            List<OrderUpsert> upserts = [];
            for (var i = 0; i < People * 4; i++)
            {
                var version = chance.Next(1, 4);
                for (var v = 1; v <= version; v++)
                {
                    upserts.Add(new($"c{i % (People + 20)}", AnyOrder(chance, $"o{i}", v)));
                }
            }

            var shuffled = upserts.Concat(upserts.Where((_, i) => i % 5 is 0)).ToArray();
            chance.Shuffle(shuffled);
            await shop._orders.SaveAsync("acme", shuffled, default);
            foreach (
                var upsert in upserts.GroupBy(upsert => upsert.Order.Id).Select(versions => versions.MaxBy(upsert => upsert.Order.Version)!)
            )
            {
                shop._facts[upsert.Order.Id] = upsert;
            }

            return shop;
        }

        public async Task<(List<string> Recipients, Waterfall Waterfall)> PlanAsync(BuyersFilter filter)
        {
            var candidates = new ContactCandidates(_contacts, new InMemorySettingsStore());
            var reader = new AudienceSnapshotter(
                new InMemoryAudienceSnapshotStore(),
                new InMemoryTaskStore(),
                new AudienceSources([new BuyersSource(_orders, candidates)])
            );
            var waterfall = await reader.CreateAsync(
                Samples.Task(Samples.Plan() with { Audience = new Buyers(filter) }),
                Samples.Run(),
                default
            );
            var recipients = await reader.ReadAsync(Samples.Run(), default).Select(recipient => recipient.Address).ToListAsync();
            Assert.Equal(waterfall.Planned, recipients.Count);
            return ([.. recipients.Order(StringComparer.Ordinal)], waterfall);
        }

        /// <summary>The same question, asked of every upsert there is.</summary>
        public (List<string> Recipients, Waterfall Waterfall) Scan(BuyersFilter filter)
        {
            var matched = _facts.Values.Where(upsert => filter.Matches(upsert.Order)).Select(upsert => upsert.ContactId).ToHashSet();
            var owners = _facts
                .Values.Where(upsert =>
                    upsert.Order.Status is OrderStatus.Successful
                    && upsert.Order.Items.Any(item => filter.SkipOwnersOf.Contains(item.Product))
                )
                .Select(upsert => upsert.ContactId)
                .ToHashSet();
            var people = _people.Where(person => matched.Contains(person.Id)).ToList();
            var reachable = people.Where(person => person.Addresses.Count > 0).ToList();
            var closed = _people
                .Where(person => person.ConsentTo(ChannelKind.Email) is ConsentStatus.Unsubscribed)
                .Select(person => person.Addresses.GetValueOrDefault(ChannelKind.Email))
                .ToHashSet();
            var willing = reachable.Where(person => !closed.Contains(person.Addresses[ChannelKind.Email])).ToList();
            var left = willing.Where(person => !owners.Contains(person.Id)).ToList();
            var addresses = left.Select(person => person.Addresses[ChannelKind.Email]).Distinct().Order(StringComparer.Ordinal).ToList();
            return (
                addresses,
                new Waterfall(
                    matched.Count,
                    left.Count - addresses.Count,
                    addresses.Count,
                    matched.Count - reachable.Count,
                    reachable.Count - willing.Count,
                    OwnsProduct: willing.Count - left.Count
                )
            );
        }

        private static Order AnyOrder(Random chance, string id, int version) =>
            new(
                id,
                version,
                Start.AddMinutes(chance.Next(700 * 24 * 60)),
                Enum.GetValues<OrderStatus>()[chance.Next(5)],
                chance.Next(8) is 0 ? null : Countries[chance.Next(Countries.Length)],
                Campaigns[chance.Next(Campaigns.Length)],
                "EUR",
                [
                    .. Enumerable
                        .Range(0, chance.Next(1, 4))
                        .Select(_ => chance.Next(Products))
                        .Distinct()
                        .Select(p => new OrderItem($"p{p}", 1, p)),
                ]
            );
    }
}
