using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Facts;

/// <summary>
/// Something that happened to a contact, with what a trigger needs to know of it. A fact is a hint: it may come again, and in any order.
/// What holds is in the store that it comes from. Stored: add optional members, never rename.
/// </summary>
/// <param name="ContactId">The contact; it need not be stored.</param>
/// <param name="At">When it happened.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ListJoined), "listJoined")]
[JsonDerivedType(typeof(ListLeft), "listLeft")]
[JsonDerivedType(typeof(Ordered), "ordered")]
[JsonDerivedType(typeof(CartChanged), "cartChanged")]
[JsonDerivedType(typeof(Happened), "event")]
[JsonDerivedType(typeof(ContactChanged), "contactChanged")]
[JsonDerivedType(typeof(ConsentChanged), "consentChanged")]
[JsonDerivedType(typeof(ContactErased), "contactErased")]
public abstract record ContactFact(string ContactId, DateTimeOffset At)
{
    /// <summary>The kind of the fact.</summary>
    [JsonIgnore]
    public FactKind Kind =>
        this switch
        {
            ListJoined => FactKind.ListJoined,
            ListLeft => FactKind.ListLeft,
            Ordered => FactKind.Ordered,
            CartChanged => FactKind.CartChanged,
            Happened => FactKind.Event,
            ContactChanged => FactKind.ContactChanged,
            ConsentChanged => FactKind.ConsentChanged,
            ContactErased => FactKind.ContactErased,
            _ => throw new InvalidOperationException($"{GetType().Name} has no kind."),
        };

    /// <summary>
    /// The occasion, for facts that may start a journey: the same occasion of the same contact starts an automation once. Of a list it is
    /// that of the first membership; automations count later ones. Null for facts that start none by themselves.
    /// </summary>
    [JsonIgnore]
    public string? EntryKey =>
        this switch
        {
            ListJoined joined => joined.ListId,
            Ordered ordered => ordered.OrderId,
            CartChanged changed => FormattableString.Invariant($"{changed.CartId}/{At.ToUnixTimeMilliseconds()}"),
            Happened happened => happened.EventId,
            _ => null,
        };

    /// <summary>The contact became a member of a static list, or was added to it again.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When it was added.</param>
    /// <param name="ListId">The list.</param>
    public sealed record ListJoined(string ContactId, DateTimeOffset At, string ListId) : ContactFact(ContactId, At);

    /// <summary>The contact was removed from a static list; it need not have been in it.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When it was removed.</param>
    /// <param name="ListId">The list.</param>
    public sealed record ListLeft(string ContactId, DateTimeOffset At, string ListId) : ContactFact(ContactId, At);

    /// <summary>The contact ordered, or the order has another status.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When it was ordered.</param>
    /// <param name="OrderId">The order.</param>
    /// <param name="Status">The order's status; only a successful one is a purchase.</param>
    /// <param name="Products">The products.</param>
    /// <param name="Country">ISO 3166 alpha-2; null when not given.</param>
    public sealed record Ordered(
        string ContactId,
        DateTimeOffset At,
        string OrderId,
        OrderStatus Status,
        IReadOnlyList<string> Products,
        string? Country
    ) : ContactFact(ContactId, At);

    /// <summary>The contact changed, emptied or deleted a cart.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When the cart was changed.</param>
    /// <param name="CartId">The cart.</param>
    /// <param name="IsEmpty">Whether nothing is left in it.</param>
    public sealed record CartChanged(string ContactId, DateTimeOffset At, string CartId, bool IsEmpty) : ContactFact(ContactId, At);

    /// <summary>An event of the tenant's own.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When it happened.</param>
    /// <param name="EventId">The event's id.</param>
    /// <param name="Name">The event's name.</param>
    /// <param name="Properties">Its properties by name.</param>
    public sealed record Happened(
        string ContactId,
        DateTimeOffset At,
        string EventId,
        string Name,
        IReadOnlyDictionary<string, AttributeValue> Properties
    ) : ContactFact(ContactId, At);

    /// <summary>The contact was created or changed.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When it was changed.</param>
    public sealed record ContactChanged(string ContactId, DateTimeOffset At) : ContactFact(ContactId, At);

    /// <summary>
    /// The contact opted out of a channel, or in. An address that somebody suppressed counts as an opt-out; a bounce does not.
    /// </summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When.</param>
    /// <param name="Channel">The channel.</param>
    /// <param name="IsOptOut">Whether messages on the channel are no longer wanted.</param>
    public sealed record ConsentChanged(string ContactId, DateTimeOffset At, ChannelKind Channel, bool IsOptOut)
        : ContactFact(ContactId, At);

    /// <summary>The contact is erased.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="At">When the erasure was requested.</param>
    public sealed record ContactErased(string ContactId, DateTimeOffset At) : ContactFact(ContactId, At);
}
