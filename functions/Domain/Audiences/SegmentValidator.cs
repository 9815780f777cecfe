using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The checks of rules as callers write them.</summary>
public static class SegmentValidator
{
    private const int MaxRules = 50;
    private const int Deepest = 6;
    private const string OneOf =
        "Give exactly one of all, any, not, attribute, countries, languages, list, bought, notBought, orders, spend, lastOrder.";

    /// <summary>Checks a rule and returns it as it is stored; null when anything is wrong.</summary>
    public static SegmentRule? Check(SegmentRule rule, string field, ValidationErrors errors)
    {
        var (faults, count) = (errors.Count, 0);
        var good = Check(rule, field, errors, 1, ref count);
        if (count > MaxRules)
        {
            errors.Add(field, $"There are {count} rules: give at most {MaxRules}.");
        }

        return errors.Count == faults ? good : null;
    }

    /// <summary>Gets the lists that a rule names, each once.</summary>
    public static IReadOnlyList<string> ListsOf(SegmentRule rule) =>
        [.. Parts(rule).Select(part => part.List).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Returns true when a rule looks at orders.</summary>
    public static bool NeedsOrders(SegmentRule rule) =>
        Parts(rule)
            .Any(part =>
                part.Bought is not null
                || part.NotBought is not null
                || part.Orders is not null
                || part.Spend is not null
                || part.LastOrder is not null
            );

    private static IEnumerable<SegmentRule> Parts(SegmentRule rule) =>
        [rule, .. (rule.All ?? rule.Any ?? (rule.Not is null ? [] : [rule.Not])).SelectMany(Parts)];

    private static SegmentRule Check(SegmentRule rule, string field, ValidationErrors errors, int depth, ref int count)
    {
        count++;
        object?[] given =
        [
            rule.All,
            rule.Any,
            rule.Not,
            rule.Attribute,
            rule.Countries,
            rule.Languages,
            rule.List,
            rule.Bought,
            rule.NotBought,
            rule.Orders,
            rule.Spend,
            rule.LastOrder,
        ];
        if (given.Count(part => part is not null) is not 1)
        {
            errors.Add(field, OneOf);
            return rule;
        }

        if (depth > Deepest)
        {
            errors.Add(field, $"The rules are nested deeper than {Deepest} levels: make them flatter.");
            return rule;
        }

        if ((rule.All ?? rule.Any) is { } several)
        {
            var name = rule.All is null ? "any" : "all";
            if (several.Count is 0)
            {
                errors.Add($"{field}.{name}", "The list of rules is empty: give at least one.");
            }

            List<SegmentRule> good = [];
            for (var i = 0; i < several.Count && count <= MaxRules; i++)
            {
                good.Add(Check(several[i], $"{field}.{name}[{i}]", errors, depth + 1, ref count));
            }

            return rule.All is null ? rule with { Any = good } : rule with { All = good };
        }

        return rule.Not is { } not
            ? rule with
            {
                Not = Check(not, $"{field}.not", errors, depth + 1, ref count),
            }
            : CheckLeaf(rule, field, errors);
    }

    private static SegmentRule CheckLeaf(SegmentRule rule, string field, ValidationErrors errors)
    {
        switch (rule)
        {
            case { Attribute: { } attribute }:
                CheckAttribute(attribute, $"{field}.attribute", errors);
                return rule;
            case { Countries: { } countries }:
                NotEmpty(countries, $"{field}.countries", errors);
                return rule with { Countries = BuyersDefinition.CheckCountries(countries, $"{field}.countries", errors) };
            case { Languages: { } languages }:
                CheckLanguages(languages, $"{field}.languages", errors);
                return rule;
            case { Bought: { } bought }:
                return rule with { Bought = CheckPurchase(bought, $"{field}.bought", errors) };
            case { NotBought: { } not }:
                return rule with { NotBought = CheckPurchase(not, $"{field}.notBought", errors) };
            case { Orders: { } orders }:
                CheckRange(orders.AtLeast, orders.AtMost, $"{field}.orders", errors);
                CheckPeriod(orders.From, orders.To, $"{field}.orders", errors);
                return rule;
            case { Spend: { } spend }:
                CheckRange(spend.AtLeast, spend.AtMost, $"{field}.spend", errors);
                CheckPeriod(spend.From, spend.To, $"{field}.spend", errors);
                return rule with { Spend = spend with { Currency = CheckCurrency(spend.Currency, $"{field}.spend.currency", errors) } };
            case { LastOrder: { } last }:
                CheckLastOrder(last, $"{field}.lastOrder", errors);
                return rule;
            default:
                return rule;
        }
    }

    private static void CheckAttribute(AttributeRule rule, string field, ValidationErrors errors)
    {
        if (rule.Name is null || !ContactAttributes.IsName(rule.Name))
        {
            errors.Add($"{field}.name", "The attribute's name is missing or wrong: give a letter, then letters, digits and underscores.");
        }

        if (rule is { Is: null, IsNot: null, AtLeast: null, AtMost: null, Contains: null, Exists: null })
        {
            errors.Add(field, "The comparison is missing: give is, isNot, atLeast, atMost, contains or exists.");
        }
    }

    private static PurchaseRule CheckPurchase(PurchaseRule rule, string field, ValidationErrors errors)
    {
        NotEmpty(rule.Products, $"{field}.products", errors);
        if (rule.Status is { Count: 0 })
        {
            errors.Add($"{field}.status", "The list of statuses is empty: name at least one, or leave it out for successful orders.");
        }

        CheckPeriod(rule.From, rule.To, field, errors);
        return rule with { Products = BuyersDefinition.Ids(rule.Products, $"{field}.products", errors) };
    }

    private static void CheckLastOrder(LastOrderRule rule, string field, ValidationErrors errors)
    {
        CheckPeriod(rule.From, rule.To, field, errors);
        if (rule is { From: null, To: null, WithinDays: null, NotWithinDays: null })
        {
            errors.Add(field, "The comparison is missing: give from, to, withinDays or notWithinDays.");
        }

        CheckDays(rule.WithinDays, $"{field}.withinDays", errors);
        CheckDays(rule.NotWithinDays, $"{field}.notWithinDays", errors);
    }

    private static void CheckDays(int? days, string field, ValidationErrors errors)
    {
        if (days is < 1 or > 36_500)
        {
            errors.Add(field, "Give 1 to 36,500 days.");
        }
    }

    private static void CheckLanguages(IReadOnlyList<string> languages, string field, ValidationErrors errors)
    {
        NotEmpty(languages, field, errors);
        for (var i = 0; i < languages.Count; i++)
        {
            if (!LanguageTag.IsOne(languages[i]))
            {
                errors.Add($"{field}[{i}]", LanguageTag.Fault);
            }
        }
    }

    private static string CheckCurrency(string? currency, string field, ValidationErrors errors)
    {
        if (TextRules.NullIfBlank(currency?.Trim())?.ToUpperInvariant() is not { } code)
        {
            return Orders.Order.NoCurrency;
        }

        if (!Orders.Order.IsCurrency(code))
        {
            errors.Add(field, Orders.Order.CurrencyFault);
        }

        return code;
    }

    private static void CheckRange(decimal? atLeast, decimal? atMost, string field, ValidationErrors errors)
    {
        if (atLeast is null && atMost is null)
        {
            errors.Add(field, "The comparison is missing: give atLeast or atMost.");
        }
        else if (atLeast > atMost)
        {
            errors.Add($"{field}.atMost", "The greatest is less than the least: give a greater one.");
        }

        if (atLeast < 0)
        {
            errors.Add($"{field}.atLeast", "The least is below nought: give nought or more.");
        }
    }

    private static void CheckPeriod(string? from, string? to, string field, ValidationErrors errors)
    {
        if (Period.Check(from, $"{field}.from", errors) >= Period.Check(to, $"{field}.to", errors))
        {
            errors.Add($"{field}.to", "The period ends before it begins: give a later end. The end itself does not count.");
        }
    }

    private static void NotEmpty(IReadOnlyList<string>? names, string field, ValidationErrors errors)
    {
        if (names is null or { Count: 0 })
        {
            errors.Add(field, "The list is missing or empty: name at least one.");
        }
    }
}
