using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Orders;

/// <summary>An order in its newest version.</summary>
/// <param name="Id">The tenant's own id: see <see cref="Contacts.ExternalId"/>.</param>
/// <param name="Version">Counts the tellings: an older one changes nothing.</param>
/// <param name="At">When it was ordered; whole milliseconds.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Country">ISO 3166 alpha-2, upper case; null when not told.</param>
/// <param name="Campaign">The campaign's label; null when not told.</param>
/// <param name="Currency">ISO 4217; <see cref="NoCurrency"/> when not told.</param>
/// <param name="Items">What was bought; each product once.</param>
public sealed record Order(
    string Id,
    long Version,
    DateTimeOffset At,
    OrderStatus Status,
    string? Country,
    string? Campaign,
    string Currency,
    IReadOnlyList<OrderItem> Items
)
{
    /// <summary>ISO 4217's code for no currency.</summary>
    public const string NoCurrency = "XXX";

    /// <summary>The error message for a text that is no currency.</summary>
    public const string CurrencyFault = "Not a currency: give its three letters by ISO 4217, as in EUR.";

    /// <summary>Reads the currency of a definition; <see cref="NoCurrency"/> where none is given.</summary>
    internal static string CheckCurrency(string? text, ValidationErrors errors)
    {
        var currency = TextRules.NullIfBlank(text?.Trim())?.ToUpperInvariant();
        if (currency is not null && !IsCurrency(currency))
        {
            errors.Add("currency", CurrencyFault);
        }

        return currency ?? NoCurrency;
    }

    /// <summary>Checks that a text has the form of an ISO 4217 code.</summary>
    public static bool IsCurrency(string text) => text is { Length: 3 } && text.All(char.IsAsciiLetter);

    /// <summary>The amount that was paid.</summary>
    public decimal Total => Items.Sum(item => item.Quantity * item.Price);

    /// <summary>True when the contact owns what was bought.</summary>
    public bool GivesOwnership => Status is OrderStatus.Successful;

    /// <summary>Returns true when both say the same, whatever their versions.</summary>
    public bool SaysTheSameAs(Order other) =>
        this with { Version = other.Version, Items = other.Items } == other && Items.SequenceEqual(other.Items);
}
