using System.Globalization;
using System.Text;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// A made-up shop: the same seed makes the same people and orders, and the shop remembers what it made, to be asked the hard way.
/// </summary>
internal sealed class Shop(int people, int orders, int products, int seed)
{
    public const string TenantId = "shop";

    private const int LinesPerFile = 50_000;

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["FR", "DE", "ES", "IT", "GB", "US", "PL", "NL"];
    private static readonly string[] Campaigns = ["spring", "autumn", "black-friday"];
    private static readonly OrderStatus[] Statuses =
    [
        OrderStatus.Successful,
        OrderStatus.Successful,
        OrderStatus.Successful,
        OrderStatus.Successful,
        OrderStatus.Refunded,
        OrderStatus.Canceled,
        OrderStatus.Pending,
        OrderStatus.Failed,
    ];

    private readonly Made[] _made = Make(people, orders, products, new Random(seed));

    private sealed record Made(int Person, int[] Products, DateTimeOffset At, OrderStatus Status, string Country, string? Campaign);

    /// <summary>The contacts as NDJSON, file by file. One of twenty has no address; one of ten, another one, opted out.</summary>
    public IEnumerable<(byte[] File, int Records)> ContactFiles() => Files(people, (text, i) =>
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"c{i}\",\"country\":\"{Countries[i % Countries.Length]}\"");
            text.Append(
                HasAddress(i) ? string.Create(CultureInfo.InvariantCulture, $",\"addresses\":{{\"email\":\"person{i}@example.net\"}}") : ""
            );
            text.Append(IsWilling(i) ? "}\n" : ",\"consent\":{\"email\":{\"status\":\"unsubscribed\"}}}\n");
        });

    /// <summary>The orders as NDJSON, file by file.</summary>
    public IEnumerable<(byte[] File, int Records)> OrderFiles() => Files(orders, (text, i) =>
        {
            var order = _made[i];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"o{i}\",\"contact\":\"c{order.Person}\",\"at\":\"{order.At:yyyy-MM-dd'T'HH:mm:ss'Z'}\","
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"\"status\":\"{order.Status.ToString().ToLowerInvariant()}\",\"country\":\"{order.Country}\",\"currency\":\"EUR\","
            );
            text.Append(order.Campaign is { } campaign ? $"\"campaign\":\"{campaign}\"," : "").Append("\"items\":[");
            text.AppendJoin(
                ',',
                order.Products.Select(product =>
                    string.Create(CultureInfo.InvariantCulture, $"{{\"product\":\"p{product}\",\"price\":{product % 90 + 10}}}")
                )
            );
            text.Append("]}\n");
        });

    /// <summary>Whom a filter reaches, by a scan of everything that was made.</summary>
    public HashSet<string> Scan(BuyersFilter filter)
    {
        var owners = _made
            .Where(order => order.Status is OrderStatus.Successful && Has(order, filter.SkipOwnersOf))
            .Select(order => order.Person)
            .ToHashSet();
        return
        [
            .. _made
                .Where(order => Matches(order, filter))
                .Select(order => order.Person)
                .Distinct()
                .Where(person => HasAddress(person) && IsWilling(person) && !owners.Contains(person))
                .Select(person => $"c{person}"),
        ];
    }

    /// <summary>
    /// What an index by product holds of a filter: the products' sales in the period and all of the skipped products; and how many people
    /// match.
    /// </summary>
    public (int Sales, int People) Held(BuyersFilter filter) =>
        (
            _made.Sum(order => (InPeriod(order, filter) ? Lines(order, filter.Products) : 0) + Lines(order, filter.SkipOwnersOf)),
            _made.Where(order => Matches(order, filter)).Select(order => order.Person).Distinct().Count()
        );

    private static IEnumerable<(byte[] File, int Records)> Files(int count, Action<StringBuilder, int> write)
    {
        for (var from = 0; from < count; from += LinesPerFile)
        {
            var (text, records) = (new StringBuilder(), Math.Min(LinesPerFile, count - from));
            for (var i = from; i < from + records; i++)
            {
                write(text, i);
            }

            yield return (Encoding.UTF8.GetBytes(text.ToString()), records);
        }
    }

    private static Made[] Make(int people, int orders, int products, Random chance) =>
        [
            .. Enumerable
                .Range(0, orders)
                .Select(_ => new Made(
                    chance.Next(people),
                    [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => chance.Next(products)).Distinct()],
                    Start.AddSeconds(chance.Next(700 * 24 * 3600)),
                    Statuses[chance.Next(Statuses.Length)],
                    Countries[chance.Next(Countries.Length)],
                    chance.Next(4) is var campaign && campaign < Campaigns.Length ? Campaigns[campaign] : null
                )),
        ];

    private static bool Matches(Made order, BuyersFilter filter) =>
        InPeriod(order, filter)
        && filter.Statuses.Contains(order.Status)
        && filter.Countries.Contains(order.Country)
        && Has(order, filter.Products);

    private static bool InPeriod(Made order, BuyersFilter filter) => order.At >= filter.From && order.At < filter.To;

    private static bool Has(Made order, IReadOnlyList<string> wanted) => Lines(order, wanted) > 0;

    private static int Lines(Made order, IReadOnlyList<string> wanted) => order.Products.Count(product => wanted.Contains($"p{product}"));

    private static bool HasAddress(int person) => person % 20 is not 3;

    private static bool IsWilling(int person) => person % 10 is not 4;
}
