using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A buyers filter as a caller gives it.</summary>
public sealed record BuyersDefinition
{
    /// <summary>The most products in each of the two lists.</summary>
    public const int MaxProducts = 50;

    public IReadOnlyList<string?>? Products { get; init; }

    /// <summary>A date (its beginning in UTC) or an instant.</summary>
    public string? From { get; init; }

    /// <summary>A date (its beginning in UTC) or an instant.</summary>
    public string? To { get; init; }

    /// <summary>Null: successful ones.</summary>
    public IReadOnlyList<OrderStatus>? Statuses { get; init; }

    public IReadOnlyList<string?>? Countries { get; init; }

    public IReadOnlyList<string?>? Campaigns { get; init; }

    public IReadOnlyList<string?>? SkipOwnersOf { get; init; }

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    public BuyersFilter? Check(string field, ValidationErrors errors)
    {
        var faults = errors.Count;
        if (Products is null or { Count: 0 })
        {
            errors.Add($"{field}.products", "The products are missing: name at least one.");
        }

        if (Statuses is { Count: 0 })
        {
            errors.Add($"{field}.salesStatus", "The list of statuses is empty: name at least one, or leave it out for successful orders.");
        }

        var (from, to) = (Period.Check(From, $"{field}.salesPeriod.from", errors), Period.Check(To, $"{field}.salesPeriod.to", errors));
        if (from >= to)
        {
            errors.Add($"{field}.salesPeriod.to", "The period ends before it begins: give a later end. The end itself does not count.");
        }

        var filter = new BuyersFilter(
            Ids(Products, $"{field}.products", errors),
            from,
            to,
            [.. (Statuses ?? [OrderStatus.Successful]).Distinct()],
            CheckCountries($"{field}.countries", errors),
            CheckCampaigns($"{field}.campaigns", errors),
            Ids(SkipOwnersOf, $"{field}.skipOwnersOf", errors)
        );
        return errors.Count == faults ? filter : null;
    }

    /// <summary>Checks a list of product ids.</summary>
    public static IReadOnlyList<string> Ids(IReadOnlyList<string?>? ids, string field, ValidationErrors errors)
    {
        if (ids?.Count > MaxProducts)
        {
            errors.Add(field, $"There are {ids.Count} products: give at most {MaxProducts}.");
        }

        for (var i = 0; i < Math.Min(ids?.Count ?? 0, MaxProducts); i++)
        {
            if (!ExternalId.IsValid(ids![i]))
            {
                errors.Add($"{field}[{i}]", $"Not an id: {ExternalId.Form}.");
            }
        }

        return [.. (ids ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Checks a list of countries.</summary>
    public static IReadOnlyList<string> CheckCountries(IReadOnlyList<string?>? countries, string field, ValidationErrors errors)
    {
        List<string> codes = [];
        for (var i = 0; i < countries?.Count; i++)
        {
            if (Contacts.Countries.Normalize(countries[i] ?? "") is { } code)
            {
                codes.Add(code);
            }
            else
            {
                errors.Add($"{field}[{i}]", Contacts.Countries.FaultOf(countries[i]));
            }
        }

        return [.. codes.Distinct(StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> CheckCountries(string field, ValidationErrors errors) => CheckCountries(Countries, field, errors);

    private List<string> CheckCampaigns(string field, ValidationErrors errors)
    {
        for (var i = 0; i < Campaigns?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Campaigns[i]) || TextLength.IsOver(TextRules.Label(Campaigns[i]), 100))
            {
                errors.Add($"{field}[{i}]", "Give a campaign's label of 1 to 100 characters.");
            }
        }

        return [.. (Campaigns ?? []).Select(TextRules.Label).OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
