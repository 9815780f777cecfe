using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Storage.Automations;

/// <summary>A subscription as a column holds it.</summary>
/// <param name="Kinds">The kinds of facts.</param>
/// <param name="Lists">The lists; null: all.</param>
/// <param name="Events">The names of events; null: all.</param>
internal sealed record StoredSubscription(IReadOnlyList<FactKind> Kinds, IReadOnlyList<string>? Lists, IReadOnlyList<string>? Events)
{
    public static StoredSubscription From(FactSubscription subscription) =>
        new([.. subscription.Kinds], subscription.Lists?.ToList(), subscription.Events?.ToList());

    public FactSubscription ToSubscription(string automationId) =>
        new(automationId, Kinds.ToHashSet())
        {
            Lists = Lists?.ToHashSet(StringComparer.Ordinal),
            Events = Events?.ToHashSet(ContactEvent.Names),
        };
}
