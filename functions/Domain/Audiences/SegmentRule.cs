using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// A rule over a contact and its orders: exactly one member is given. Stored as callers write it: add optional members, never rename.
/// </summary>
public sealed record SegmentRule
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<SegmentRule>? All
    {
        get;
        init => field = EquatableList<SegmentRule>.From(value);
    }

    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<SegmentRule>? Any
    {
        get;
        init => field = EquatableList<SegmentRule>.From(value);
    }

    /// <summary>This does not hold.</summary>
    public SegmentRule? Not { get; init; }

    /// <summary>An attribute compares so.</summary>
    public AttributeRule? Attribute { get; init; }

    /// <summary>The contact's country is one of these.</summary>
    public IReadOnlyList<string>? Countries
    {
        get;
        init => field = EquatableList<string>.From(value);
    }

    /// <summary>The contact's language is one of these, or a kind of one: fr also finds fr-CA.</summary>
    public IReadOnlyList<string>? Languages
    {
        get;
        init => field = EquatableList<string>.From(value);
    }

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
