using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Automations;

/// <summary>What lets a contact enter an automation. Stored: add optional members, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ListMembership), "listJoined")]
[JsonDerivedType(typeof(SegmentMembership), "segmentEntered")]
[JsonDerivedType(typeof(Purchase), "purchase")]
[JsonDerivedType(typeof(AbandonedCart), "cartAbandoned")]
[JsonDerivedType(typeof(CustomEvent), "event")]
public abstract record AutomationTrigger
{
    private AutomationTrigger() { }

    /// <summary>The saved audience, a list or a segment, that lets contacts enter; null for other triggers.</summary>
    [JsonIgnore]
    public string? AudienceId =>
        this switch
        {
            ListMembership list => list.ListId,
            SegmentMembership segment => segment.SegmentId,
            _ => null,
        };

    /// <summary>The contact becomes a member of a static list.</summary>
    /// <param name="ListId">The list.</param>
    public sealed record ListMembership(string ListId) : AutomationTrigger;

    /// <summary>A segment begins to hold for the contact.</summary>
    /// <param name="SegmentId">The saved audience whose rule counts; as it is now, so that an edit of it counts, too.</param>
    public sealed record SegmentMembership(string SegmentId) : AutomationTrigger
    {
        /// <summary>Whether those enter, too, for whom the rule holds already when the automation starts.</summary>
        public bool IncludesPresent { get; init; }
    }

    /// <summary>The contact buys.</summary>
    public sealed record Purchase : AutomationTrigger
    {
        /// <summary>One of these is bought; empty: anything.</summary>
        public IReadOnlyList<string> Products
        {
            get;
            init => field = EquatableList<string>.From(value ?? []);
        } = EquatableList<string>.From([]);

        /// <summary>The order's country is one of these; empty: any or none.</summary>
        public IReadOnlyList<string> Countries
        {
            get;
            init => field = EquatableList<string>.From(value ?? []);
        } = EquatableList<string>.From([]);
    }

    /// <summary>The contact leaves a cart as it is, and buys nothing.</summary>
    /// <param name="After">How long after the cart's last change.</param>
    public sealed record AbandonedCart(TimeSpan After) : AutomationTrigger;

    /// <summary>An event of the tenant's own happens to the contact.</summary>
    /// <param name="Name">The event's name.</param>
    /// <param name="Where">A rule over the event's properties, as if they were a contact's attributes; null: any.</param>
    public sealed record CustomEvent(string Name, SegmentRule? Where) : AutomationTrigger;
}
