using System.Collections.Frozen;

namespace CampaignTasks.Domain.Capabilities;

/// <summary>
/// What a channel carries, whatever the provider. Checks of creatives and of pacing, previews and <c>GET /api/channels</c> read it here.
/// </summary>
/// <param name="Fields">The fields that a creative for the channel may have.</param>
/// <param name="AddressForm">How an address is written, with an example.</param>
public sealed record ChannelCapabilities(IReadOnlyList<string> Fields, string AddressForm)
{
    // Faster senders are taken for spammers.
    private static readonly TimeSpan ChatPause = TimeSpan.FromSeconds(3);

    private static readonly string[] Letter = ["subject", "text", "html", "preheader", "inlineStyles", "imageUrl", "redirectUrl"];

    // The channels that show a message as a card of their own making.
    private static readonly string[] Card = ["title", "text", "imageUrl", "redirectUrl", "templateId", "templateVariables"];

    private static readonly string[] Template = ["text", "redirectUrl", "templateId", "templateVariables"];

    private static readonly string[] Plain = ["text", "redirectUrl"];

    // Lengths: Twilio's Messages resource (1,600 for both of its channels, the least of WhatsApp's providers); Telegram's sendMessage
    // (4,096); VK's messages.send (9,000); Instagram's and Avito's messages (1,000 octets and 1,000 characters); a push message of 4,096
    // octets (RFC 8291, FCM), of which title, links and JSON take their part.
    private static readonly FrozenDictionary<ChannelKind, ChannelCapabilities> All = new Dictionary<ChannelKind, ChannelCapabilities>
    {
        [ChannelKind.Email] = new(Letter, "An e-mail address, as in ann@example.net."),
        [ChannelKind.Sms] = new(Template, "A phone number with its country code, as in +12025550123.") { Text = Characters(1600) },
        [ChannelKind.Whatsapp] = new(Template, "A phone number with its country code, as in +12025550123.")
        {
            Text = Characters(1600),
            ShortestPause = ChatPause,
        },
        [ChannelKind.Telegram] = new(
            Plain,
            "The number of a chat, groups with a minus, as in 123456789 or -1001234567890; a public channel also as @name. A bot cannot "
                + "write to people by @name or phone number: they open its link first."
        )
        {
            Text = Characters(4096),
            ShortestPause = ChatPause,
            IsPaced = true,
        },
        [ChannelKind.Vk] = new(Plain, "The number of a user, as in 123456, or of a group with a minus, as in -123456.")
        {
            Text = Characters(9000),
            ShortestPause = ChatPause,
            IsPaced = true,
        },
        [ChannelKind.Instagram] = new(
            Plain,
            "The number that Instagram gives a person for your account (IGSID), as in 17841400000000001. It comes with the person's first "
                + "message; a @name cannot be written to."
        )
        {
            Text = new(1000, LengthUnit.Octets),
            ShortestPause = ChatPause,
            IsPaced = true,
        },
        [ChannelKind.Avito] = new(Plain, "The id of a chat, as Avito gives it. The buyer opens the chat.")
        {
            Text = Characters(1000),
            ShortestPause = ChatPause,
            IsPaced = true,
        },
        [ChannelKind.Push] = new(
            Card,
            "The address of a browser's subscription (web_ and 32 digits), as it is given when the browser subscribes, or the token of an app "
                + "on a device."
        )
        {
            Text = new(2000, LengthUnit.Octets),
        },
        [ChannelKind.Inbox] = new(Card, "The id of a contact."),
        [ChannelKind.Web] = new(Card, "The id of a contact."),
        [ChannelKind.Webhook] = new(Template, "An https address, as in https://crm.example.com/hook."),
    }.ToFrozenDictionary();

    /// <summary>The longest text; null where no limit below that of a stored text is known.</summary>
    public TextLimit? Text { get; private init; }

    /// <summary>The shortest pause between two messages of an account, where there is a pause; zero: any.</summary>
    public TimeSpan ShortestPause { get; private init; }

    /// <summary>True where an account without a pause gets the shortest one.</summary>
    public bool IsPaced { get; private init; }

    /// <summary>True where a creative may have HTML.</summary>
    public bool HasHtml => Fields.Contains("html");

    /// <summary>True where a creative may name a template that the provider keeps.</summary>
    public bool HasTemplates => Fields.Contains("templateId");

    /// <summary>Gets those of a channel.</summary>
    public static ChannelCapabilities Of(ChannelKind channel) => All[channel];

    private static TextLimit Characters(int most) => new(most, LengthUnit.Characters);
}
