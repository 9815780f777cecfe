namespace CampaignTasks.Domain.Facts;

/// <summary>The facts that an automation wants to be told of.</summary>
/// <param name="AutomationId">The automation.</param>
/// <param name="Kinds">The kinds it wants.</param>
public sealed record FactSubscription(string AutomationId, IReadOnlySet<FactKind> Kinds)
{
    /// <summary>The lists whose members it wants to know, those who join and those who leave; null: all.</summary>
    public IReadOnlySet<string>? Lists { get; init; }

    /// <summary>The names of the events it wants; null: all.</summary>
    public IReadOnlySet<string>? Events { get; init; }

    /// <summary>Returns true when all that it wants was wanted before.</summary>
    /// <param name="before">The subscription before; null: there was none.</param>
    public bool IsWithin(FactSubscription? before) =>
        before is not null
        && Kinds.IsSubsetOf(before.Kinds)
        && (before.Lists is null || Lists?.IsSubsetOf(before.Lists) is true)
        && (before.Events is null || Events?.IsSubsetOf(before.Events) is true);

    /// <summary>Returns true when the automation wants the fact.</summary>
    public bool Wants(ContactFact fact) =>
        Kinds.Contains(fact.Kind)
        && fact switch
        {
            ContactFact.ListJoined joined => Lists?.Contains(joined.ListId) ?? true,
            ContactFact.ListLeft left => Lists?.Contains(left.ListId) ?? true,
            ContactFact.Happened happened => Events?.Contains(happened.Name) ?? true,
            _ => true,
        };
}
