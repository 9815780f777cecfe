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

    /// <summary>The rule that must not hold.</summary>
    public SegmentRule? Not { get; init; }

    /// <summary>A comparison of an attribute.</summary>
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

    /// <summary>The list that the contact must be in.</summary>
    public string? List { get; init; }

    /// <summary>The products of which the contact bought one.</summary>
    public PurchaseRule? Bought { get; init; }

    /// <summary>The products of which the contact bought none.</summary>
    public PurchaseRule? NotBought { get; init; }

    /// <summary>The number of successful orders.</summary>
    public CountRule? Orders { get; init; }

    /// <summary>The sum of successful orders in one currency.</summary>
    public SpendRule? Spend { get; init; }

    /// <summary>The time of the last successful order.</summary>
    public LastOrderRule? LastOrder { get; init; }

    /// <summary>Returns a hash of the rule: another one means another rule.</summary>
    public string Hash() => SegmentRuleJson.Hash(this);
}
