using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A rule over a contact and its orders: exactly one member is given. Stored as callers write it: add optional members, never rename.</summary>
public sealed record SegmentRule
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<SegmentRule>? All { get; init; }

    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<SegmentRule>? Any { get; init; }

    /// <summary>This does not hold.</summary>
    public SegmentRule? Not { get; init; }

    /// <summary>An attribute compares so.</summary>
    public AttributeRule? Attribute { get; init; }

    /// <summary>The contact's country is one of these.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>The contact's language is one of these, or a kind of one: fr also finds fr-CA.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>The contact is in this list.</summary>
    public string? List { get; init; }

    /// <summary>The contact bought one of the products.</summary>
    public PurchaseRule? Bought { get; init; }

    /// <summary>The contact bought none of the products.</summary>
    public PurchaseRule? NotBought { get; init; }

    /// <summary>So many successful orders.</summary>
    public CountRule? Orders { get; init; }

    /// <summary>So much paid in successful orders of one currency.</summary>
    public SpendRule? Spend { get; init; }

    /// <summary>When the last successful order was.</summary>
    public LastOrderRule? LastOrder { get; init; }
}

/// <summary>Compares an attribute; everything that is given holds. A contact without the attribute matches only <c>exists:false</c> and <c>isNot</c>.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Is">It equals this; texts compare ignoring case.</param>
/// <param name="IsNot">It does not equal this.</param>
/// <param name="AtLeast">It is a number of at least this.</param>
/// <param name="AtMost">It is a number of at most this.</param>
/// <param name="Contains">It is a text that contains this, ignoring case.</param>
/// <param name="Exists">Whether the contact has it.</param>
public sealed record AttributeRule(
    string? Name, AttributeValue? Is = null, AttributeValue? IsNot = null, decimal? AtLeast = null, decimal? AtMost = null, string? Contains = null, bool? Exists = null);

/// <summary>An order of one of the products.</summary>
/// <param name="Products">Any of these.</param>
/// <param name="From">A date or an instant; null: always.</param>
/// <param name="To">A date or an instant, which does not count; null: always.</param>
/// <param name="Status">Any of these; null: successful ones.</param>
public sealed record PurchaseRule(IReadOnlyList<string>? Products, string? From = null, string? To = null, IReadOnlyList<OrderStatus>? Status = null);

/// <summary>A number of successful orders in a period.</summary>
public sealed record CountRule(int? AtLeast = null, int? AtMost = null, string? From = null, string? To = null);

/// <summary>The sum of successful orders in a period, of one currency.</summary>
public sealed record SpendRule(decimal? AtLeast = null, decimal? AtMost = null, string? Currency = null, string? From = null, string? To = null);

/// <summary>When the last successful order was: not before, and not after.</summary>
/// <param name="From">A date or an instant.</param>
/// <param name="To">A date or an instant, which does not count.</param>
/// <param name="WithinDays">At most so many days ago.</param>
/// <param name="NotWithinDays">More than so many days ago; also contacts that never ordered.</param>
public sealed record LastOrderRule(string? From = null, string? To = null, int? WithinDays = null, int? NotWithinDays = null);

/// <summary>All that rules look at.</summary>
/// <param name="Contact">The contact; null when orders name somebody who is not stored.</param>
/// <param name="History">The orders.</param>
/// <param name="Lists">Those lists of the rule that the contact is in.</param>
public sealed record Person(Contact? Contact, OrderHistory History, IReadOnlySet<string> Lists);

/// <summary>What one condition came to for one person.</summary>
/// <param name="Condition">The condition's place, as in <c>all[1].bought</c>.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">What was found.</param>
public sealed record Finding(string Condition, bool Holds, string Found);
