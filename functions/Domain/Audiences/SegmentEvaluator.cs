using System.Globalization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The evaluation of rules for people. Planning, previews and explanations share it, so that they agree.</summary>
/// <param name="now">The time that days are counted back from.</param>
/// <param name="findings">Gets what each condition came to; null where nobody asks.</param>
/// <param name="hints">Gets what the comparisons of attributes found; null where nobody asks.</param>
public sealed class SegmentEvaluator(DateTimeOffset now, ICollection<Finding>? findings = null, SegmentHints? hints = null)
{
    private static readonly OrderStatus[] Successful = [OrderStatus.Successful];

    /// <summary>Checks whether a valid rule holds for a person.</summary>
    public bool Matches(SegmentRule rule, Person person) => Matches(rule, person, "");

    private bool Matches(SegmentRule rule, Person person, string place) =>
        rule switch
        {
            { All: { } all } => HoldsAll(all, person, At(place, "all")),
            { Any: { } any } => HoldsAny(any, person, At(place, "any")),
            { Not: { } not } => !Matches(not, person, At(place, "not")),
            { Attribute: { } attribute } => Matches(attribute, person, At(place, "attribute")),
            { Countries: { } countries } => Note(
                At(place, "countries"),
                person.Contact?.Country is { } country && countries.Contains(country),
                person.Contact?.Country ?? "no country"
            ),
            { Languages: { } languages } => Note(
                At(place, "languages"),
                person.Contact?.Language is { } language && languages.Any(wanted => IsKindOf(language, wanted)),
                person.Contact?.Language ?? "no language"
            ),
            { List: { } list } => Note(
                At(place, "list"),
                person.Lists.Contains(list),
                person.Lists.Contains(list) ? "in the list" : "not in the list"
            ),
            { Bought: { } bought } => Matches(bought, person, At(place, "bought")),
            { NotBought: { } not } => HoldsNot(not, person, At(place, "notBought")),
            { Orders: { } count } => Matches(count, person, At(place, "orders")),
            { Spend: { } spend } => Matches(spend, person, At(place, "spend")),
            { LastOrder: { } last } => Matches(last, person, At(place, "lastOrder")),
            _ => throw new InvalidOperationException("The rule was not checked."),
        };

    // Where somebody asks, every part is looked at.
    private bool HoldsAll(IReadOnlyList<SegmentRule> rules, Person person, string place)
    {
        var holds = true;
        for (var i = 0; i < rules.Count && (holds || findings is not null); i++)
        {
            holds &= Matches(rules[i], person, $"{place}[{i}]");
        }

        return holds;
    }

    private bool HoldsAny(IReadOnlyList<SegmentRule> rules, Person person, string place)
    {
        var holds = false;
        for (var i = 0; i < rules.Count && (!holds || findings is not null); i++)
        {
            holds |= Matches(rules[i], person, $"{place}[{i}]");
        }

        return holds;
    }

    private bool Matches(AttributeRule rule, Person person, string place)
    {
        var value = person.Contact?.Attributes.GetValueOrDefault(rule.Name!);
        var number = (value as AttributeValue.Number)?.Value;
        hints?.Note(rule, value, person.Contact);

        var holds =
            (rule.Exists is null || rule.Exists == (value is not null))
            && (rule.Is is null || AreEqual(value, rule.Is))
            && (rule.IsNot is null || !AreEqual(value, rule.IsNot))
            && (rule.AtLeast is null || number >= rule.AtLeast)
            && (rule.AtMost is null || number <= rule.AtMost)
            && (
                rule.Contains is null
                || (value is AttributeValue.Text text && text.Value.Contains(rule.Contains, StringComparison.OrdinalIgnoreCase))
            );
        return Note($"{place}.{rule.Name}", holds, value?.ToString() ?? "no such attribute");
    }

    private bool Matches(PurchaseRule rule, Person person, string place)
    {
        var order = Find(rule, person);
        return Note(place, order is not null, order is null ? "no such order" : Words(order));
    }

    private bool HoldsNot(PurchaseRule rule, Person person, string place)
    {
        var order = Find(rule, person);
        return Note(place, order is null, order is null ? "no such order" : Words(order));
    }

    private bool Matches(CountRule rule, Person person, string place)
    {
        var count = Within(person, rule.From, rule.To).Count();
        return Note(
            place,
            (rule.AtLeast is null || count >= rule.AtLeast) && (rule.AtMost is null || count <= rule.AtMost),
            count.ToString(CultureInfo.InvariantCulture)
        );
    }

    private bool Matches(SpendRule rule, Person person, string place)
    {
        var sum = Within(person, rule.From, rule.To).Where(order => order.Currency == rule.Currency).Sum(order => order.Total);
        return Note(
            place,
            (rule.AtLeast is null || sum >= rule.AtLeast) && (rule.AtMost is null || sum <= rule.AtMost),
            string.Create(CultureInfo.InvariantCulture, $"{sum} {rule.Currency}")
        );
    }

    private bool Matches(LastOrderRule rule, Person person, string place)
    {
        var last = person.History.Orders.LastOrDefault(order => order.GivesOwnership);
        var holds =
            (rule.From is null || last?.At >= Instant(rule.From))
            && (rule.To is null || last?.At < Instant(rule.To))
            && (rule.WithinDays is not { } within || last?.At >= now.AddDays(-within))
            && (rule.NotWithinDays is not { } days || last is null || last.At < now.AddDays(-days));
        return Note(place, holds, last is null ? "no order" : Words(last));
    }

    private static Order? Find(PurchaseRule rule, Person person)
    {
        var (from, to) = (Instant(rule.From), Instant(rule.To));
        return person.History.Orders.LastOrDefault(order =>
            (rule.Status ?? Successful).Contains(order.Status)
            && (from is null || order.At >= from)
            && (to is null || order.At < to)
            && order.Items.Any(item => rule.Products!.Contains(item.Product))
        );
    }

    private static IEnumerable<Order> Within(Person person, string? start, string? end)
    {
        var (from, to) = (Instant(start), Instant(end));
        return person.History.Orders.Where(order =>
            order.GivesOwnership && (from is null || order.At >= from) && (to is null || order.At < to)
        );
    }

    private bool Note(string condition, bool holds, string found)
    {
        findings?.Add(new Finding(condition, holds, found));
        return holds;
    }

    private static bool AreEqual(AttributeValue? value, AttributeValue other) =>
        value is AttributeValue.Text text && other is AttributeValue.Text wanted
            ? text.Value.Equals(wanted.Value, StringComparison.OrdinalIgnoreCase)
            : value == other;

    private static bool IsKindOf(string language, string wanted) =>
        language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (language.Length == wanted.Length || language[wanted.Length] is '-');

    private static DateTimeOffset? Instant(string? text) => text is null ? null : Period.Check(text, "", new());

    private static string Words(Order order) => string.Create(CultureInfo.InvariantCulture, $"order {order.Id} of {order.At:yyyy-MM-dd}");

    private static string At(string place, string part) => place.Length is 0 ? part : $"{place}.{part}";
}
