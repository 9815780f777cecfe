using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Carts;

/// <summary>A cart in its newest state. An emptied cart has no items; a deleted one is kept as such, so that a late change does not bring
/// it back.</summary>
/// <param name="Id">The tenant's own id: see <see cref="ExternalId"/>.</param>
/// <param name="ContactId">The contact whose it is, for good.</param>
/// <param name="UpdatedAt">When it was changed last; whole milliseconds.</param>
/// <param name="Currency">ISO 4217; <see cref="Order.NoCurrency"/> when not told.</param>
/// <param name="Items">What is in it; each product once.</param>
/// <param name="IsDeleted">Whether it was deleted.</param>
public sealed record Cart(
    string Id,
    string ContactId,
    DateTimeOffset UpdatedAt,
    string Currency,
    IReadOnlyList<OrderItem> Items,
    bool IsDeleted = false
)
{
    /// <summary>Whether nothing is left in it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Items.Count is 0;

    /// <summary>The sum of its items.</summary>
    [JsonIgnore]
    public decimal Total => Items.Sum(item => item.Quantity * item.Price);

    /// <summary>The cart without its content, as of an instant, or of its last change if that is later.</summary>
    public Cart Delete(DateTimeOffset at) => this with { IsDeleted = true, Items = [], UpdatedAt = at > UpdatedAt ? at : UpdatedAt };

    /// <summary>
    /// Decides what a change of a cart means. Changes in any order end in the same cart: the later one stays; of two at the same instant a
    /// deletion, else the one whose content sorts last.
    /// </summary>
    /// <param name="stored">The cart as it is stored; null when there is none.</param>
    /// <param name="change">The cart after the change.</param>
    public static CartResult Decide(Cart? stored, Cart change) =>
        stored is null ? CartResult.Stored
        : stored.ContactId != change.ContactId ? CartResult.OtherContact
        : Math.Sign(Compare(change, stored)) switch
        {
            > 0 => CartResult.Stored,
            0 => CartResult.Repeated,
            _ => CartResult.Late,
        };

    private static int Compare(Cart left, Cart right) =>
        left.UpdatedAt != right.UpdatedAt ? left.UpdatedAt.CompareTo(right.UpdatedAt)
        : left.IsDeleted != right.IsDeleted ? left.IsDeleted.CompareTo(right.IsDeleted)
        : string.CompareOrdinal(left.Content(), right.Content());

    private string Content() =>
        string.Join('|', Items.Select(item => FormattableString.Invariant($"{item.Product} {item.Quantity} {item.Price:G29}"))) + Currency;
}
