using System.Collections.Frozen;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using Fluid.Values;
using NodaTime;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The variables of one recipient: those of the message, then the contact's own fields, then the attributes. A value of which nothing is
/// visible counts as missing.
/// </summary>
/// <param name="channel">The channel of the message.</param>
/// <param name="recipient">The recipient.</param>
/// <param name="missing">Gets the names that were asked for and have no value; null when nobody wants to know.</param>
internal sealed class RecipientVariables(ChannelKind channel, CreativeRecipient recipient, ISet<string>? missing = null) : LiquidVariables
{
    /// <summary>The name of the unsubscribe link, as it is compared.</summary>
    public const string UnsubscribeUrl = "unsubscribeurl";

    private static readonly FrozenDictionary<string, Func<RecipientVariables, string?>> Fields = new Dictionary<
        string,
        Func<RecipientVariables, string?>
    >
    {
        ["address"] = variables => variables.Address,
        ["email"] = variables => variables.AddressOn(ChannelKind.Email),
        ["phone"] = variables => variables.AddressOn(ChannelKind.Sms) ?? variables.AddressOn(ChannelKind.Whatsapp),
        ["country"] = variables => variables.Contact?.Country,
        ["language"] = variables => variables.Contact?.Language,
        ["timeZone"] = variables => variables.Contact?.TimeZone,
        ["campaign"] = variables => variables.Campaign,
        ["imageUrl"] = variables => variables.ImageUrl,
        ["redirectUrl"] = variables => variables.RedirectUrl,
        [UnsubscribeUrl] = variables => variables.Unsubscribe,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The creative's image, filled; null without one.</summary>
    public string? ImageUrl { get; set; }

    /// <summary>The address that the creative leads to, filled; null without one.</summary>
    public string? RedirectUrl { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset Now => recipient.Now;

    /// <inheritdoc/>
    public override DateTimeZone Zone => Zones.TryGet(Contact?.TimeZone, out var own) ? own : Zones.Get(recipient.Zone);

    private string Address => recipient.Address;

    private Contact? Contact => recipient.Contact;

    private string? Campaign => recipient.Campaign;

    private string? Unsubscribe => channel is ChannelKind.Email ? recipient.Unsubscribe?.AbsoluteUri : null;

    /// <summary>Finds an attribute.</summary>
    internal FluidValue Attribute(string name) =>
        Contact?.Attributes.GetValueOrDefault(name) switch
        {
            AttributeValue.Text text => Text(text.Value) is { } visible ? visible : Missing(name),
            // Without the zeros at its end: a price of 5.50 is stored as it came.
            AttributeValue.Number number => NumberValue.Create(number.Value / 1.0000000000000000000000000000m),
            AttributeValue.Flag flag => BooleanValue.Create(flag.Value),
            _ => Missing(name),
        };

    /// <inheritdoc/>
    public override FluidValue Find(string name) =>
        Fields.TryGetValue(name, out var field) ? (FluidValue?)Text(field(this)) ?? Attribute(name)
        : recipient.Data is { } data && name.Equals(DataVariables.Name, StringComparison.OrdinalIgnoreCase) ? new DataVariables(data, this)
        : name.Equals("attributes", StringComparison.OrdinalIgnoreCase) ? new RecipientAttributes(this)
        : Attribute(name);

    private static StringValue? Text(string? text) => TextRules.IsInvisible(text) ? null : StringValue.Create(text!);

    private string? AddressOn(ChannelKind kind) =>
        kind == channel || (CreativeLimits.IsPhone(kind) && CreativeLimits.IsPhone(channel))
            ? Address
            : Contact?.Addresses.GetValueOrDefault(kind);

    private NilValue Missing(string name)
    {
        missing?.Add(name);
        return NilValue.Instance;
    }
}
